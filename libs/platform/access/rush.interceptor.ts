/** Takes up only so many requests at once of a route that a rush comes to: what is taken up is answered soon, and nothing else suffers. */
import { randomInt } from 'node:crypto';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';
import { problem } from '../problem/problem';
import { SETTINGS, type PlatformSettings } from '../settings';

/** Whoever is turned away is asked to come again after one of so many seconds, so that not all come again together. */
const SECONDS = 5;

/** Each route has a limit of its own. Throws a problem (429) beyond it, before the request's body is looked at. */
@Injectable()
export class RushInterceptor implements NestInterceptor {
  private readonly underWay = new WeakMap<object, number>();

  constructor(@Inject(SETTINGS) private readonly settings: PlatformSettings) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = context.getHandler();
    if (this.countOf(route) >= this.settings.RUSH_LIMIT) {
      const seconds = randomInt(SECONDS) + 1;
      return problem(429, 'too-many-requests', { details: { seconds }, headers: { 'retry-after': String(seconds) } });
    }
    this.underWay.set(route, this.countOf(route) + 1);
    return next.handle().pipe(finalize(() => this.underWay.set(route, this.countOf(route) - 1)));
  }

  private countOf(route: object): number {
    return this.underWay.get(route) ?? 0;
  }
}
