/** The keys of a place: made once, kept in the state file, and written as files for the programs that read files. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The offices for which each partner may speak. */
const partners = {
  asan: ['asan-baku-1', 'asan-baku-2', 'asan-baku-3', 'asan-baku-4', 'asan-baku-5', 'asan-baku-6', 'asan-sumgayit', 'asan-ganja'],
  regional: ['rmd-baku', 'rmd-shirvan', 'rmd-shaki', 'rmd-ganja', 'rmd-lankaran', 'rmd-khachmaz', 'rmd-aghsu', 'rmd-yevlakh'],
};

/**
 * `{ vault, blindIndex, cookies, receipt, checkpoints: { <app>: key }, partnersFile, oidcFile, partners }`; the partners' private keys
 * are here only because this place also plays the partners' part.
 */
export function keysOf(place, logs) {
  const folder = join(place.folder, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keep = (name, value) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(value, null, 2), { mode: 0o600 });
    return file;
  };

  const known = Object.entries(partners).map(([name, offices]) => {
    const key = place.secret(`partner/${name}`, () => signingKey(`${name}-1`));
    keep(`${name}.jwk.json`, key);
    return { name, source: `urn:${name}`, topic: `in.${name}`, replyTopic: `reply.${name}`, offices, key };
  });

  return {
    vault: place.secret('vault', () => randomBytes(32).toString('base64')),
    blindIndex: place.secret('blind-index', () => randomBytes(32).toString('base64')),
    cookies: place.secret('cookies', () => randomBytes(32).toString('base64')),
    receipt: place.secret('receipt', () => signingKey('receipt-1')),
    checkpoints: Object.fromEntries(
      logs.map((name) => [name, place.secret(`checkpoint/${name}`, () => signingKey(`${name}-1`))]),
    ),
    partnersFile: keep(
      'partners.json',
      known.map(({ key, ...partner }) => ({ ...partner, keys: [publicHalf(key)] })),
    ),
    oidcFile: keep('oidc.json', { keys: [place.secret('oidc', tokenKey)], cookieKeys: [place.secret('oidc-cookies')] }),
    partners: Object.fromEntries(known.map((partner) => [partner.name, partner])),
  };
}

function signingKey(kid) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
}

function tokenKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'specimen', alg: 'RS256', use: 'sig' };
}

/** `d` is the private half of an Ed25519 JWK. */
export const publicHalf = (key) => Object.fromEntries(Object.entries(key).filter(([member]) => member !== 'd'));
