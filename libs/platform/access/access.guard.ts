/** Lets a caller through to a route when the route's policy admits the caller's role. */
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem';
import { ACCESS, nobody, type Access, type Caller, type Role } from './policy';
import type { Tokens } from './tokens';

export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    request.caller = await this.tokens.callerOf(request.headers.authorization);
    if (access !== 'public') admit(request.caller, access ?? []);
    return true;
  }
}

/** Ends the request when the caller has none of the roles. */
export function admit(caller: Caller, roles: readonly Role[]): void {
  if (caller === nobody) throw new Problem(401, 'unauthenticated', { headers: { 'www-authenticate': 'Bearer realm="qeyd"' } });
  if ((roles as readonly string[]).includes(caller.role)) return;
  throw new Problem(403, 'forbidden', { headers: { 'www-authenticate': 'Bearer realm="qeyd", error="insufficient_scope"' } });
}
