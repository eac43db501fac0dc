/** Officers at the pages: the provider's token, sealed into a cookie for their own pages alone, stands for them at the services. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { findCookie, setCookie, type SignInOptions } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Seal } from '../page/page.seal';
import type { PortalSettings } from '../settings';

const COOKIE = 'qeyd-officer';
const PURPOSE = 'officer';

interface Session {
  readonly token: string;
}

export const officerSignIn = ({ PORTAL_URL: origin, OIDC_CLIENT_ID: client }: PortalSettings, seal: Seal): SignInOptions => ({
  ...{ origin, client, home: '/counter' },
  keep: async (reply, { access_token: token, expires_in: seconds }) => {
    const cookie = { name: COOKIE, path: '/', seconds, secure: origin.startsWith('https:') };
    setCookie(reply, cookie, await seal.close(PURPOSE, { token } satisfies Session, seconds));
  },
});

export const forgetOfficer = (reply: FastifyReply): void =>
  setCookie(reply, { name: COOKIE, path: '/', seconds: 0, secure: false }, '');

/** By the pattern of the route. */
export const isOfficersRoom = ({ routeOptions }: FastifyRequest): boolean =>
  /^\/:language\/(counter|office)(\/|$)/.test(routeOptions.url ?? '');

/** A browser has no token to show: what its cookie carries stands for it, in the officers' rooms and nowhere else. */
export function admitOfficers(app: NestFastifyApplication): void {
  const seal = app.get(Seal);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request) => {
    if (!isOfficersRoom(request)) return;
    const session = await seal.open<Session>(PURPOSE, findCookie(request, COOKIE));
    if (session) request.headers.authorization = `Bearer ${session.token}`;
  });
}
