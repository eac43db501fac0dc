/** The door to the rooms of those who sign in: each is led to the own office, and whoever has none chooses one. */
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CallerLanguage, Policy, PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodeBookClient } from '../api/codebook.client';
import { OfficerPages } from '../counter/officer.pages';
import { PageLanguage } from '../page/page.fields';

@ApiExcludeController()
@Policy('agent', 'officer', 'supervisor')
@Controller()
export class OfficeHttp {
  constructor(
    private readonly pages: OfficerPages,
    private readonly codeBooks: CodeBookClient,
  ) {}

  @Get('counter')
  @PublicRoute()
  async enter(@CallerLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(`/${language}/office`, 302);
  }

  @Get(':language/office')
  async choose(
    @PageLanguage() language: Language,
    @Req() { caller, headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const room = caller?.role === 'supervisor' ? 'days' : 'calls';
    if (caller?.role === 'officer') return reply.redirect(`/${language}/counter`, 302);
    if (caller?.office) return reply.redirect(`/${language}/office/${caller.office}/${room}`, 302);
    const offices = await this.codeBooks.namesOf('offices', language);
    const officer = {
      office: '',
      isOwn: false,
      role: caller?.role ?? 'public',
      language,
      authorization: headers.authorization ?? '',
    };
    await this.pages.show(reply, 'office/choose', officer, { offices, room });
  }
}
