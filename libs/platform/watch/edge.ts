/** What happens around every request: its correlation, its safe headers, its line in the log, its place in the metrics. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CORRELATION_HEADER, withCorrelation } from '../correlation';
import type { JsonLogger } from './logger';
import { countRequest } from './metrics';

const safe = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export const edgeHeaders = (request: FastifyRequest) => ({ ...safe, [CORRELATION_HEADER]: request.id });

/** Routes that machines ask every few seconds: worth no line each. */
const quiet = (route: string): boolean => route.startsWith('/health/') || route === '/metrics';

const inside = (request: FastifyRequest, _: FastifyReply, done: () => void): void => withCorrelation(request.id, done);

export function hookEdge(fastify: FastifyInstance, logger: JsonLogger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(edgeHeaders(request));
    inside(request, reply, done);
  });
  // The body arrives in events of the socket, outside of what onRequest began.
  fastify.addHook('preValidation', inside);
  // Otherwise a connection kept alive would hold up the end of the process.
  fastify.addHook('onSend', (_, reply, payload, done) => {
    if (!fastify.server.listening) reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode: status, elapsedTime } = reply;
    countRequest(request.method, route, status, elapsedTime);
    const line = { method: request.method, route, status, ms: Math.round(elapsedTime * 10) / 10, problem: request.problem };
    withCorrelation(request.id, () => logger.pino[quiet(route) ? 'debug' : 'info'](line, 'request'));
    done();
  });
}
