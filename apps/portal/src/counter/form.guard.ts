/** Takes a form only from a page of ours: it brings back what the page was given, which no other site can know. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { problem } from '@qeyd/platform';
import type { FastifyRequest } from 'fastify';

/** Follows from the session, so that nothing has to be kept. */
export const formProof = (authorization: string): string =>
  createHash('sha256').update(`form ${authorization}`).digest('base64url');

export class FormGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method !== 'POST') return true;
    const right = Buffer.from(formProof(headers.authorization ?? ''));
    const given = Buffer.from(
      String((body as { proof?: unknown } | null)?.proof ?? '')
        .padEnd(right.length)
        .slice(0, right.length),
    );
    return timingSafeEqual(right, given) || problem(403, 'forbidden');
  }
}
