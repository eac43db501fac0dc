/** Bull Board below `/board`: for supervisors, by token or by the cookie of a browser that signed in. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Jobs } from '@qeyd/jobs';
import { findCookie, protect, setCookie, type Granted, type SignInOptions } from '@qeyd/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WorkerSettings } from '../settings';

const BOARD = '/board';
const COOKIE = 'qeyd-board';

/** The board's own scripts and styles, and nothing from anywhere else. */
const CONTENT = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Call it when the queues are known, before the app listens. */
export async function openBoard(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', admitBrowser);
  protect(app, BOARD, 'supervisor');
  const board = new FastifyAdapter().setBasePath(BOARD);
  const queues = app.get(Jobs).queues.map((queue) => new BullMQAdapter(queue));
  createBullBoard({ queues, serverAdapter: board, options: { uiConfig: { boardTitle: 'Qeyd' } } });
  board.setErrorHandler((error) => {
    throw error; // to the app's own handler: one shape for all problems
  });
  await app.register(async (pages: FastifyInstance) => {
    await pages.register(board.registerPlugin(), { prefix: BOARD });
  });
}

/** The access token becomes a cookie for the board alone. */
export const boardSignIn = ({ WORKER_URL: origin, OIDC_CLIENT_ID: client }: WorkerSettings): SignInOptions => ({
  ...{ origin, client, home: BOARD },
  keep: (reply, { access_token: token, expires_in: seconds }: Granted) =>
    setCookie(reply, { name: COOKIE, path: BOARD, seconds, secure: origin.startsWith('https:') }, token),
});

/** A browser has no token to show: its cookie stands for it, and without one it is sent to sign in. */
async function admitBrowser(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const path = request.routeOptions.url ?? '';
  if (path !== BOARD && !path.startsWith(`${BOARD}/`)) return;
  void reply.header('content-security-policy', CONTENT);
  if (request.headers.authorization !== undefined) return;
  const token = findCookie(request, COOKIE);
  if (token !== undefined) request.headers.authorization = `Bearer ${token}`;
  else if (request.headers.accept?.includes('text/html')) await reply.redirect('/sign-in');
}
