/** Takes a form only from a page of ours: it brings back what the page was given, which no other site can know. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { problem } from '@qeyd/platform';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../page/page.fields';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Follows from the session, so that nothing has to be kept. */
export const formProof = (authorization: string): string => digest(`form ${authorization}`).toString('base64url');

export class FormGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method !== 'POST') return true;
    const { proof = '' } = (body ?? {}) as Fields;
    const right = formProof(headers.authorization ?? '');
    return timingSafeEqual(digest(`given ${proof}`), digest(`given ${right}`)) || problem(403, 'forbidden');
  }
}
