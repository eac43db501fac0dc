/** What was typed, for the page on which it is checked and for a second try: in a cookie that only the portal can open; nothing of it is kept here. */
import { Inject, Injectable } from '@nestjs/common';
import { findCookie, setCookie, SETTINGS } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fields } from '../page/page.fields';
import { Seal } from '../page/page.seal';
import type { PortalSettings } from '../settings';

const DRAFT = 'qeyd-draft';
/** As long as a place is held. */
const SECONDS = 600;

@Injectable()
export class Drafts {
  constructor(
    private readonly seal: Seal,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  async keep(reply: FastifyReply, fields: Fields): Promise<void> {
    this.set(reply, await this.seal.close(DRAFT, fields, SECONDS), SECONDS);
  }

  open(request: FastifyRequest): Promise<Fields | null> {
    return this.seal.open<Fields>(DRAFT, findCookie(request, DRAFT));
  }

  forget(reply: FastifyReply): void {
    this.set(reply, '', 0);
  }

  private set(reply: FastifyReply, content: string, seconds: number): void {
    setCookie(reply, { name: DRAFT, path: '/', seconds, secure: this.settings.PORTAL_URL.startsWith('https:') }, content);
  }
}
