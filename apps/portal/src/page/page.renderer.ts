/** Renders the pages: nunjucks templates with the words, days and names of one language. */
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { languages, type Language, type Problem } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { Environment, FileSystemLoader } from 'nunjucks';
import { formatted, numeral, type Format } from './format';
import { Assets, govuk } from './page.assets';
import { say } from './words';

export type Context = Readonly<Record<string, unknown>>;
/** What a page answers beside its text: that of the problem that it shows, if it shows one. */
export type Answer = Pick<Problem, 'status' | 'headers'>;

export const OK: Answer = { status: 200, headers: {} };

/** Our own scripts and styles, and nothing from anywhere else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

@Injectable()
export class Pages {
  private readonly environment: Environment;

  constructor(assets: Assets) {
    const folders = [join(__dirname, '..', 'views'), join(govuk, '..')];
    this.environment = new Environment(new FileSystemLoader(folders), { autoescape: true, trimBlocks: true, lstripBlocks: true });
    this.environment.addGlobal('assets', assets.folder).addGlobal('languages', languages).addGlobal('say', say);
    for (const format of ['date', 'full-date', 'weekday', 'day-of-month', 'time'] as const satisfies readonly Format[])
      this.environment.addFilter(format.replaceAll('-', '_'), (moment: string, language: Language) =>
        formatted(moment, format, language),
      );
  }

  render(view: string, language: Language, context: Context = {}): string {
    const words = {
      t: (key: string, details?: Readonly<Record<string, string | number>>) => say(key, language, details),
      numeral: (value: number) => numeral(value, language),
    };
    return this.environment.render(`${view}.njk`, { ...words, language, ...context });
  }

  /** Sends a page; what it shows may be somebody's own, so nobody keeps it. */
  async show(reply: FastifyReply, view: string, language: Language, context: Context = {}, answer = OK): Promise<void> {
    const path = reply.request.url;
    const html = this.render(view, language, { path, rest: path.replace(/^\/[a-z]{2}(?=[/?]|$)/, ''), ...context });
    await reply
      .status(answer.status)
      .headers({
        ...answer.headers,
        'content-security-policy': POLICY,
        'content-language': language,
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(html);
  }
}
