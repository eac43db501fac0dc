/** The doors of the services: requests as a host, a guest, an officer or a call-centre agent makes them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble, say } from '../local/machine/say.mjs';

/** Answers `post(app, path, body, { as, key, correlation, headers })` → `{ status, body }`; a text goes out as it is. */
export async function openDoors({ apps, oidc }) {
  const people = ['host', 'officer', 'agent'];
  const tokens = Object.fromEntries(await Promise.all(people.map(async (who) => [who, await tokenOf(oidc, who)])));

  return async function post(app, path, body, { as, key, correlation, headers = {} } = {}) {
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
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
      if (response.status !== 429) return { status: response.status, body: await response.json() };
      const seconds = Number(response.headers.get('retry-after') ?? 1);
      await response.body?.cancel();
      say(`    … the website asks everybody without an account to wait ${seconds} s`);
      await sleep(seconds * 1000);
    }
  };
}

async function tokenOf({ issuer }, who) {
  const { token_endpoint: address } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const form = { grant_type: 'client_credentials', client_id: who, client_secret: 'specimen' };
  const answer = await (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).json();
  if (!answer.access_token) throw new Trouble(`The OpenID provider knows no specimen user ${who}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
