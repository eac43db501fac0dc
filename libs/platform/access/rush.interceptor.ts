/** Takes up only so many requests at once of a controller to which a rush comes: what is taken up is answered soon, and nothing else suffers. */
import { randomInt } from 'node:crypto';
import { Inject, Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { finalize, type Observable } from 'rxjs';
import { SETTINGS, type PlatformSettings } from '../settings';
import { tooManyRequests } from './rate.guard';

/** Whoever is turned away is asked to come again after one of so many seconds, so that not all come again together. */
const SECONDS = 5;
const NEWCOMERS = 'qeyd:newcomers';

/** For routes whose callers have nothing yet and can as well come again: only they are turned away. */
export const Newcomers = () => SetMetadata(NEWCOMERS, true);

/** Each controller has a limit of its own. Throws a problem (429) beyond it, before the fields of the request are looked at. */
@Injectable()
export class RushInterceptor implements NestInterceptor {
  private readonly underWay = new WeakMap<object, number>();

  constructor(
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: PlatformSettings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const controller = context.getClass();
    if (this.isFull(controller) && this.reflector.getAllAndOverride(NEWCOMERS, [context.getHandler(), controller]))
      throw tooManyRequests(randomInt(SECONDS) + 1);
    this.underWay.set(controller, this.countOf(controller) + 1);
    return next.handle().pipe(finalize(() => this.underWay.set(controller, this.countOf(controller) - 1)));
  }

  private isFull(controller: object): boolean {
    return this.countOf(controller) >= this.settings.RUSH_LIMIT;
  }

  private countOf(controller: object): number {
    return this.underWay.get(controller) ?? 0;
  }
}
