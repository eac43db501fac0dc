/** Answers every error of every route: the caller's as a problem, ours as a bare 500 with the story in the log. */
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findProblem, problemDocument } from './document';
import { languageOf } from './language';
import { Problem } from './problem';
import type { Catalogue } from './texts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the problem that answered this request, for its line in the log. */
    problem?: string;
  }
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(
    private readonly catalogue: Catalogue,
    private readonly bodyLimit: number,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const known = findProblem(error, this.bodyLimit);
    if (!known) this.logger.error('a request ended in a fault', error);
    const problem = known ?? new Problem(500, 'fault');
    if (!this.catalogue.has(problem.code)) this.logger.error(`the code "${problem.code}" has no text`);
    request.problem = problem.code;
    if (reply.sent) return;
    const language = languageOf(request.headers['accept-language']);
    void reply
      .status(problem.status)
      .headers({ ...problem.headers, 'content-language': language, 'cache-control': 'no-store' })
      .type('application/problem+json')
      .send(problemDocument(problem, request.id, language, this.catalogue));
  }
}
