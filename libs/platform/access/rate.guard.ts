/** Limits how often one address may call a public route without a token. */
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem';
import { ACCESS, nobody, type Access } from './policy';

@Injectable()
export class RateGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const limited =
      this.throttlers.some(({ limit }) => limit !== 0) &&
      context.getType() === 'http' &&
      this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]) === 'public' &&
      context.switchToHttp().getRequest<FastifyRequest>().caller === nobody;
    return Promise.resolve(!limited);
  }

  protected override throwThrottlingException(_: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(tooManyRequests(Math.max(1, timeToBlockExpire)));
  }
}

/** Whoever it is told to may come again after so many seconds (RFC 6585, 4). */
export const tooManyRequests = (seconds: number): Problem =>
  new Problem(429, 'too-many-requests', { details: { seconds }, headers: { 'retry-after': String(seconds) } });
