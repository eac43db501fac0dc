/** Which of the register's three languages the caller reads. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const languages = ['az', 'en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** One text in every language; `{name}` in it is replaced by the detail of that name. */
export type Words = Readonly<Record<Language, string>>;
export type Texts = Readonly<Record<string, Words>>;

const known = (tag: string): Language | undefined =>
  languages.find((language) => tag === language || tag.startsWith(`${language}-`));

/** The best match for an `Accept-Language` header; Azerbaijani when there is none. */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const part of (header ?? '').toLowerCase().split(',', 20)) {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const language = known(tag);
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (language && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'az';
}

/** The caller's language as a parameter of a route handler. */
export const CallerLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language =>
  languageOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);
