/** The OpenID provider as an app of ours asks it: to sign a person in (authorization code with PKCE), or for a token of its own (client credentials). */
import { createHash } from 'node:crypto';
import { problem } from '../problem/problem';

interface Discovered {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

/** RFC 6749, 5.1; `expires_in` in seconds. */
export interface Granted {
  readonly access_token: string;
  readonly expires_in: number;
}

/** A sign-in under way: which app of ours asks, and where the browser comes back to. */
export interface SignInRequest {
  readonly client: string;
  readonly returnTo: string;
  /** RFC 7636. */
  readonly verifier: string;
}

const PATIENCE = 5_000;

/** A connection kept alive may be dead by now: a second try has a fresh one. */
async function ask(address: string, request: RequestInit = {}): Promise<Response> {
  for (let tries = 2; tries > 0; tries -= 1) {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    if (answer) return answer;
  }
  return problem(503, 'sign-in-away', { headers: { 'retry-after': '5' } });
}

export class OpenIdProvider {
  constructor(private readonly issuer: string) {}

  /** Where a browser signs in. */
  async pageFor({ client, returnTo, verifier }: SignInRequest, state: string): Promise<string> {
    const address = new URL((await this.discovered()).authorization_endpoint);
    address.search = new URLSearchParams({
      client_id: client,
      redirect_uri: returnTo,
      response_type: 'code',
      scope: 'openid profile qeyd',
      prompt: 'login',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return address.href;
  }

  /** What the code of a finished sign-in is worth. */
  async redeem(code: string, { client, returnTo, verifier }: SignInRequest): Promise<Granted> {
    const answer = await this.grant({
      grant_type: 'authorization_code',
      client_id: client,
      redirect_uri: returnTo,
      code,
      code_verifier: verifier,
    });
    return answer ?? problem(400, 'sign-in-not-begun');
  }

  /** A token of the app's own. */
  async grantTo(client: string, secret: string): Promise<Granted> {
    const answer = await this.grant({ grant_type: 'client_credentials', client_id: client, client_secret: secret });
    return answer ?? problem(503, 'sign-in-away');
  }

  private async grant(form: Readonly<Record<string, string>>): Promise<Granted | null> {
    const { token_endpoint: address } = await this.discovered();
    const answer = await ask(address, { method: 'POST', body: new URLSearchParams(form) });
    return answer.ok ? ((await answer.json()) as Granted) : null;
  }

  private async discovered(): Promise<Discovered> {
    const answer = await ask(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    return (await answer.json()) as Discovered;
  }
}
