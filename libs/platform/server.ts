/** The Fastify server below Nest: JSON only, bounded, and never without a problem document for what it cannot read. */
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { correlationFrom, CORRELATION_HEADER } from './correlation';
import { Problem } from './problem/problem';
import type { ProblemFilter } from './problem/problem.filter';
import { edgeHeaders, hookEdge } from './watch/edge';
import type { JsonLogger } from './watch/logger';

/** The largest body of a request, in bytes. */
export const BODY_LIMIT = 256 * 1024;
/** A request whose body is not there after so many milliseconds is given up. */
const REQUEST_TIMEOUT = 30_000;

export function createServer(trustProxy: string | undefined, filter: ProblemFilter, logger: JsonLogger): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: (request: IncomingMessage) => correlationFrom(request.headers[CORRELATION_HEADER]),
    // An address that cannot be decoded never reaches a route, nor a hook.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply.headers(edgeHeaders(request))),
    skipMiddie: true,
    ...(trustProxy !== undefined && { trustProxy }),
  });
  const fastify = adapter.getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    parse(request, body, (error, value) => done(error && new Problem(400, 'body-unreadable'), value)),
  );
  hookEdge(fastify, logger);
  return adapter;
}
