/** The rooms of those who sign in: who they are, and what every page of theirs shows. */
import { randomUUID } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { Problem } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodeBookClient } from '../api/codebook.client';
import type { Officer } from '../api/counter.client';
import { languageIn } from '../page/page.fields';
import { OK, Pages, type Context } from '../page/page.renderer';
import { formProof } from './form.guard';

/** Who is signed in, as the services are asked for them: about the office of the address, else about their own. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Officer => {
  const { caller, headers, url, params } = context.switchToHttp().getRequest<FastifyRequest>();
  const office = (params as { readonly office?: string }).office ?? caller?.office;
  if (!caller || !office) throw new Problem(403, 'no-office');
  const about = { office, isOwn: office === caller.office, role: caller.role };
  return { ...about, language: languageIn(url) ?? 'az', authorization: headers.authorization ?? '' };
});

@Injectable()
export class OfficerPages {
  constructor(
    private readonly pages: Pages,
    private readonly codeBooks: CodeBookClient,
  ) {}

  /** With the names of the office and of all services by code, and what the forms of the page need. */
  async show(reply: FastifyReply, view: string, officer: Officer, context: Context, answer = OK): Promise<void> {
    const { office, isOwn, role, language, authorization } = officer;
    const [officeName, services] = await Promise.all([
      this.codeBooks.nameOf('offices', office, language),
      this.codeBooks.namesOf('services', language),
    ]);
    const names = Object.fromEntries(services.map(({ code, name }) => [code, name]));
    const forms = { proof: formProof(authorization), key: randomUUID(), errors: null };
    const about = { office, isOwn, role, officeName, services: names };
    await this.pages.show(reply, view, language, { ...about, ...forms, ...context }, answer);
  }
}
