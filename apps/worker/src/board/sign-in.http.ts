/** Signs a browser in by the provider's authorization code with PKCE; the access token becomes a cookie for the board alone. */
import { createHash, randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { problem, PublicRoute, SETTINGS, Text } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WorkerSettings } from '../settings';
import { findCookie, setCookie } from './board.cookie';

class SignedInQuery {
  @Text({ max: 2000 })
  readonly code: string;
  @Text({ max: 200 })
  readonly state: string;
  @Text({ max: 500, optional: true })
  readonly iss?: string;
}

interface Provider {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

interface Granted {
  readonly access_token: string;
  readonly expires_in: number;
}

const PATIENCE = 5_000;
const newSecret = (): string => randomBytes(32).toString('base64url');

/** A connection kept alive may be dead by now: a second try has a fresh one. */
async function ask(address: string, request: RequestInit = {}): Promise<Response> {
  for (let tries = 2; tries > 0; tries -= 1) {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    if (answer) return answer;
  }
  return problem(503, 'sign-in-away', { headers: { 'retry-after': '5' } });
}

@ApiExcludeController()
@PublicRoute()
@Controller()
export class SignInHttp {
  constructor(@Inject(SETTINGS) private readonly settings: WorkerSettings) {}

  @Get('sign-in')
  async signIn(@Res() reply: FastifyReply): Promise<void> {
    const { authorization_endpoint: page } = await this.provider();
    const [state, verifier] = [newSecret(), newSecret()];
    const address = new URL(page);
    address.search = new URLSearchParams({
      client_id: this.settings.OIDC_CLIENT_ID,
      redirect_uri: this.returnTo,
      response_type: 'code',
      scope: 'openid profile qeyd',
      prompt: 'login',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    setCookie(reply, { name: 'qeyd-sign-in', path: '/signed-in', seconds: 600, secure: this.secure }, `${state}.${verifier}`);
    await reply.redirect(address.href, 302);
  }

  /** A code is taken only from the browser that began the sign-in. */
  @Get('signed-in')
  async signedIn(
    @Query() { code, state }: SignedInQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [begun, verifier] = findCookie(request, 'qeyd-sign-in')?.split('.') ?? [];
    if (begun !== state || verifier === undefined) return problem(400, 'sign-in-not-begun');
    const { access_token: token, expires_in: seconds } = await this.redeem(code, verifier);
    setCookie(reply, { name: 'qeyd-sign-in', path: '/signed-in', seconds: 0, secure: this.secure }, '');
    setCookie(reply, { name: 'qeyd-board', path: '/board', seconds, secure: this.secure }, token);
    await reply.redirect('/board', 302);
  }

  private async redeem(code: string, verifier: string): Promise<Granted> {
    const { token_endpoint: address } = await this.provider();
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: this.settings.OIDC_CLIENT_ID,
      redirect_uri: this.returnTo,
      code,
      code_verifier: verifier,
    });
    const answer = await ask(address, { method: 'POST', body });
    return answer.ok ? ((await answer.json()) as Granted) : problem(400, 'sign-in-not-begun');
  }

  private async provider(): Promise<Provider> {
    const answer = await ask(`${this.settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`);
    return (await answer.json()) as Provider;
  }

  private get returnTo(): string {
    return `${this.settings.WORKER_URL}/signed-in`;
  }

  private get secure(): boolean {
    return this.settings.WORKER_URL.startsWith('https:');
  }
}
