/** Reads access tokens: JWTs signed by the issuer, for our audience, by an algorithm we admit. */
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problem/problem';
import { nobody, roles, type Caller, type Role } from './policy';

export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  /** Found in the issuer's discovery document when left out. */
  readonly jwksUrl?: string | undefined;
}

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** Seconds that the clocks of two machines may differ by. */
const CLOCK_TOLERANCE = 5;
const DISCOVERY_TIMEOUT = 5_000;

const badToken = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

/** A token is believed again without a look at its signature for so many milliseconds, and so many tokens are. */
const MEMORY = 30_000;
const MEMORIES = 1_000;

export class Tokens {
  private keys?: Promise<JWTVerifyGetKey>;
  private readonly remembered = new Map<string, { readonly caller: Caller; readonly until: number }>();

  constructor(private readonly issuer: Issuer) {}

  /** The caller that the `Authorization` header names; `nobody` without one. */
  async callerOf(authorization: string | undefined): Promise<Caller> {
    if (authorization === undefined) return nobody;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw invalid();
    const known = this.remembered.get(token);
    if (known && Date.now() < known.until) return known.caller;
    const { caller, expiresAt } = await this.verify(token);
    if (this.remembered.size >= MEMORIES) this.remembered.clear();
    this.remembered.set(token, { caller, until: Math.min(Date.now() + MEMORY, expiresAt) });
    return caller;
  }

  private async verify(token: string): Promise<{ caller: Caller; expiresAt: number }> {
    const { issuer, audience } = this.issuer;
    try {
      const { payload } = await jwtVerify(token, await this.getKeys(), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ['exp', 'sub', 'role'],
      });
      const { sub, role, office, channel, exp = 0 } = payload;
      if (sub === undefined || !/^[\x21-\x7e]{1,200}$/.test(sub) || !isRole(role)) throw invalid();
      return { caller: { role, id: sub, office: textOf(office), channel: textOf(channel) }, expiresAt: exp * 1000 };
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (badToken.some((kind) => error instanceof kind)) throw invalid();
      throw new Problem(503, 'sign-in-away', { headers: { 'retry-after': '5' } });
    }
  }

  private getKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error: unknown) => {
      delete this.keys;
      throw error;
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    if (this.issuer.jwksUrl !== undefined) return createRemoteJWKSet(new URL(this.issuer.jwksUrl));
    const address = `${this.issuer.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT) });
    const { jwks_uri: keys } = (await answer.json()) as { jwks_uri?: unknown };
    return createRemoteJWKSet(new URL(String(keys)));
  }
}

const textOf = (claim: unknown): string | null => (typeof claim === 'string' ? claim : null);
const isRole = (value: unknown): value is Role => roles.includes(value as Role);

const invalid = (): Problem =>
  new Problem(401, 'token-invalid', { headers: { 'www-authenticate': 'Bearer realm="qeyd", error="invalid_token"' } });
