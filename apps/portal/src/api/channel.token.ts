/** The website's own token: it comes to the services as a channel, by client credentials. */
import { Inject, Injectable } from '@nestjs/common';
import { OpenIdProvider, SETTINGS } from '@qeyd/platform';
import { decodeJwt } from 'jose';
import type { PortalSettings } from '../settings';

/** Asked for anew so many seconds before it expires. */
const EARLY = 30;

@Injectable()
export class ChannelToken {
  private readonly provider: OpenIdProvider;
  private token: { readonly text: string; readonly staleAt: number } | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {
    this.provider = new OpenIdProvider(settings.OIDC_ISSUER);
  }

  async authorization(): Promise<string> {
    return `Bearer ${await this.current()}`;
  }

  /** Which channel the website is. */
  async channel(): Promise<string> {
    return String(decodeJwt(await this.current())['channel']);
  }

  private async current(): Promise<string> {
    if (this.token && performance.now() < this.token.staleAt) return this.token.text;
    const { CHANNEL_CLIENT_ID: client, CHANNEL_CLIENT_SECRET: secret } = this.settings;
    const { access_token: text, expires_in: seconds } = await this.provider.grantTo(client, secret);
    this.token = { text, staleAt: performance.now() + (seconds - EARLY) * 1000 };
    return text;
  }
}
