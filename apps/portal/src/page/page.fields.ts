/** What a browser's page brings along: its language in the path, the fields of a form or of the query. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { languages, Problem, type Language } from '@qeyd/platform';
import type { FastifyRequest } from 'fastify';

/** Flat: a name and the text that was typed. */
export type Fields = Readonly<Record<string, string>>;

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** The language at the beginning of the path, if there is one. */
export const languageIn = (path: string): Language | undefined => languages.find((one) => path.split(/[/?]/)[1] === one);

export const PageLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const language = languageIn(requestOf(context).url);
  if (language) return language;
  throw new Problem(404, 'no-such-route');
});

const fieldsOf = (value: unknown): Fields =>
  Object.fromEntries(
    Object.entries(value ?? {}).map(([name, one]) => [name, String((Array.isArray(one) ? one.at(-1) : one) ?? '').trim()]),
  );

/** The last one of a name that came twice. */
export const QueryFields = createParamDecorator((_: unknown, context: ExecutionContext): Fields =>
  fieldsOf(requestOf(context).query),
);

export const FormFields = createParamDecorator((_: unknown, context: ExecutionContext): Fields =>
  fieldsOf(requestOf(context).body),
);
