/** The doors of the services: requests as hosts, guests, officers, call-centre agents and the systems of the channels make them. */
import { clients } from '../oidc/people.mjs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble, say } from '../local/machine/say.mjs';

/**
 * Answers `post(app, path, body, { as, key, correlation, headers })` → `{ status, body }`, where a text goes out as it is, and
 * `put` and `get` of the same kind.
 */
export async function openDoors({ apps, oidc }) {
  const names = clients.map(({ sub }) => sub);
  const tokens = Object.fromEntries(await Promise.all(names.map(async (who) => [who, await tokenOf(oidc, who)])));

  const asking =
    (method) =>
    async (app, path, body, { as, key, correlation = 'demo', headers = {} } = {}) => {
      const request = {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          'accept-language': 'en',
          'x-correlation-id': correlation,
          ...(as && { authorization: `Bearer ${tokens[as]}` }),
          ...(key && { 'idempotency-key': key }),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      };
      for (;;) {
        const response = await fetch(`${apps[app]}${path}`, request);
        if (response.status !== 429) {
          const text = await response.text();
          return { status: response.status, body: text === '' ? null : JSON.parse(text) };
        }
        const seconds = Number(response.headers.get('retry-after') ?? 1);
        await response.body?.cancel();
        say(`    … the website asks everybody without an account to wait ${seconds} s`);
        await sleep(seconds * 1000);
      }
    };
  const get = asking('GET');
  return { post: asking('POST'), put: asking('PUT'), get: (app, path) => get(app, path) };
}

/** A token of one of the specimen users and systems. */
export async function tokenOf({ issuer }, who) {
  const { token_endpoint: address } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const form = { grant_type: 'client_credentials', client_id: who, client_secret: 'specimen' };
  const answer = await (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).json();
  if (!answer.access_token) throw new Trouble(`The OpenID provider knows no specimen user ${who}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
