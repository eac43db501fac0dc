/** Answers what went wrong with a page: the problem in words, at the place where the reader can do something about it. */
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Catalogue, findProblem, languageOf, Problem, problemDocument } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { isOfficersRoom } from '../counter/counter.session';
import { languageIn } from './page.fields';
import { Pages } from './page.renderer';

@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger('page');

  constructor(
    private readonly pages: Pages,
    private readonly catalogue: Catalogue,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const language = languageIn(request.url) ?? languageOf(request.headers['accept-language']);
    const known = error instanceof ApiProblem ? error : this.problemOf(error);
    const document = known instanceof ApiProblem ? known.document : problemDocument(known, request.id, language, this.catalogue);
    request.problem = document.code;
    if (document.status === 401 && isOfficersRoom(request)) await reply.redirect('/sign-in', 303);
    else await this.pages.show(reply, 'page/problem', language, { problem: document }, known);
  }

  private problemOf(error: unknown): Problem {
    const known = findProblem(error, 0);
    if (!known) this.logger.error('a page ended in a fault', error);
    return known ?? new Problem(500, 'fault');
  }
}
