/** An OpenID provider as far as the guard sees it: discovery, keys, and tokens signed here. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

export async function startIssuer() {
  const keys = await generateKeyPair('RS256');
  const strange = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'specimen', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = (claims: JWTPayload = {}, { key = keys.privateKey, expires = '5m' } = {}) =>
    new SignJWT({ sub: 'account-1', role: 'officer', office: 'asan-baku-1', iss: url, aud: 'qeyd', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'specimen' })
      .setExpirationTime(expires)
      .sign(key);
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url, token, strangeKey: strange.privateKey, close };
}
