/** Signs a browser in at the provider and lets the app keep what it got; one pair of addresses, the same in every app with pages. */
import { randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Text } from '../field/fields';
import { problem } from '../problem/problem';
import { SETTINGS, type PlatformSettings } from '../settings';
import { findCookie, setCookie } from './cookie';
import { PublicRoute } from './policy';
import { OpenIdProvider, type Granted, type SignInRequest } from './provider';

/** What differs from app to app; an app with pages provides one as `SIGN_IN`. */
export interface SignInOptions {
  /** How a browser reaches the app. */
  readonly origin: string;
  /** The name under which the provider knows our pages: a public client with PKCE. */
  readonly client: string;
  /** Where a browser goes that has signed in. */
  readonly home: string;
  /** Puts the token into a cookie. */
  readonly keep: (reply: FastifyReply, granted: Granted) => Promise<void> | void;
}

export const SIGN_IN = Symbol('sign-in');

class SignedInQuery {
  @Text({ max: 2000 })
  readonly code: string;
  @Text({ max: 200 })
  readonly state: string;
  @Text({ max: 500, optional: true })
  readonly iss?: string;
}

const newSecret = (): string => randomBytes(32).toString('base64url');

@ApiExcludeController()
@PublicRoute()
@Controller()
export class SignInHttp {
  private readonly provider: OpenIdProvider;

  constructor(
    @Inject(SIGN_IN) private readonly options: SignInOptions,
    @Inject(SETTINGS) { OIDC_ISSUER: issuer }: PlatformSettings,
  ) {
    this.provider = new OpenIdProvider(issuer);
  }

  @Get('sign-in')
  async signIn(@Res() reply: FastifyReply): Promise<void> {
    const [state, verifier] = [newSecret(), newSecret()];
    const page = await this.provider.pageFor(this.request(verifier), state);
    setCookie(reply, this.cookie(600), `${state}.${verifier}`);
    await reply.redirect(page, 302);
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
    const granted = await this.provider.redeem(code, this.request(verifier));
    setCookie(reply, this.cookie(0), '');
    await this.options.keep(reply, granted);
    await reply.redirect(this.options.home, 302);
  }

  private request(verifier: string): SignInRequest {
    return { client: this.options.client, returnTo: `${this.options.origin}/signed-in`, verifier };
  }

  private cookie(seconds: number) {
    return { name: 'qeyd-sign-in', path: '/signed-in', seconds, secure: this.options.origin.startsWith('https:') };
  }
}
