/** Single values of a request that a handler may ask for by one decorator. */
import { createParamDecorator, Param, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem';

const refuse = (pointer: string, code: string, place: 'path' | 'header'): never => {
  throw new Problem(400, 'invalid', { details: { count: 1 }, faults: [{ pointer, code, in: place }] });
};

/** A path parameter that is a UUID, in lower case. */
export const UuidParam = (name: string): ParameterDecorator => {
  const pipe: PipeTransform<unknown, string> = {
    transform: (value) => (isUUID(value) ? String(value).toLowerCase() : refuse(`/${name}`, 'uuid', 'path')),
  };
  return Param(name, pipe);
};

/** The header `Idempotency-Key`; `null` when the caller sent none. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return null;
  return typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)
    ? key
    : refuse('/idempotency-key', 'idempotency-key', 'header');
});
