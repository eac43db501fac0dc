/** Who may call a route: every route says it, or the process does not start. */
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

export const roles = ['host', 'officer', 'agent', 'supervisor', 'analyst', 'channel'] as const;
/** What an account of the register may be; `channel` is another system through which people come to us. */
export type Role = (typeof roles)[number];

/** Who calls. `id` is the account's opaque subject; a caller without a token is `public` and has the empty id. */
export interface Caller {
  readonly role: Role | 'public';
  readonly id: string;
  /** The office in which an officer or supervisor works. */
  readonly office: string | null;
  /** The system, or the call centre, through which people come. */
  readonly channel: string | null;
}

export const ACCESS = 'qeyd:access';
/** What a route's decorator left for the guard: the roles it admits, or `public`. */
export type Access = readonly Role[] | 'public';

/** Only callers with one of these roles. */
export const Policy = (first: Role, ...more: readonly Role[]) =>
  applyDecorators(SetMetadata(ACCESS, [first, ...more] satisfies Access), ApiBearerAuth('token'));

/** Anyone, within the rate limit; a token is looked at when there is one. */
export const PublicRoute = () => SetMetadata(ACCESS, 'public' satisfies Access);

export const nobody: Caller = { role: 'public', id: '', office: null, channel: null };

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}

/** The caller, as a parameter of a route handler. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => context.switchToHttp().getRequest<FastifyRequest>().caller ?? nobody,
);

/** How a cause names the caller: `officer:1a67…`, `public`. */
export const actorText = ({ role, id }: Caller): string => (id === '' ? role : `${role}:${id}`);
