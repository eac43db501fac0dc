/** How the provider behaves: JWT access tokens for Qeyd, by authorization code with PKCE for people and by client credentials for scripts. */
import { generateKeyPairSync } from 'node:crypto';
import { interactionPolicy } from 'oidc-provider';
import { claimsOf, clients, personOf } from './people.mjs';

const audience = 'qeyd';
const resource = 'urn:qeyd:api';

/** Pages run on a port that differs from machine to machine: a native client may use any port of the loopback address (RFC 8252). */
const pages = {
  client_id: 'qeyd-pages',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/signed-in', 'http://localhost/signed-in'],
};

const scripts = clients.map(({ sub }) => ({
  client_id: sub,
  client_secret: 'specimen',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
}));

/** `keys` are private JWKs; without them the tokens live no longer than the provider. */
export function configurationWith({ keys = [signingKey()], cookieKeys }) {
  return {
    jwks: { keys },
    cookies: { keys: cookieKeys },
    clients: [pages, ...scripts],
    clientBasedCORS: () => true,
    pkce: { required: () => true },
    ttl: { AccessToken: 8 * 3600, ClientCredentials: 3600, Session: 8 * 3600, Grant: 8 * 3600, Interaction: 3600, IdToken: 3600 },
    claims: { openid: ['sub'], profile: ['name'], qeyd: ['role', 'office', 'channel'] },
    scopes: ['openid', 'profile', 'qeyd'],
    findAccount: (_context, sub) => personOf(sub) && { accountId: sub, claims: () => ({ ...personOf(sub) }) },
    extraTokenClaims: (_context, token) => claimsOf(personOf(token.accountId ?? token.clientId)),
    interactions: { policy: withoutConsent(), url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    loadExistingGrant: grantEverything,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'qeyd', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  };
}

/** Nobody is asked for consent: the pages are part of Qeyd. */
function withoutConsent() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

async function grantEverything({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid profile qeyd');
  grant.addResourceScope(resource, 'qeyd');
  await grant.save();
  return grant;
}

export function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'specimen', alg: 'RS256', use: 'sig' };
}
