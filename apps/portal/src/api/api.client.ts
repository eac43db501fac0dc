/** Asks the services over HTTP as a browser's page needs it: in the page's language, with a problem as an error of its own kind. */
import { correlation, problem, type Language, type ProblemDocument } from '@qeyd/platform';

/** A service has refused; its words are in the language of the page. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  /** `headers`: those that are meant for whoever asked in the end. */
  constructor(
    readonly document: ProblemDocument,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(document.code);
  }

  get status(): number {
    return this.document.status;
  }
}

export interface Asking {
  readonly language: Language;
  /** `Bearer …` of whoever asks. */
  readonly authorization: string;
  /** Left out: POST where there is a body, else GET. */
  readonly method?: 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: object;
  /** A repetition with the same key gets the first answer. */
  readonly key?: string;
}

const PATIENCE = 10_000;

/** Not answered at all, or with a fault of the service's own: 503 `unavailable`. */
export async function ask<T>(address: string, { language, authorization, method, body, key }: Asking): Promise<T> {
  const answer = await fetch(address, {
    headers: {
      ...{ authorization, 'accept-language': language, 'x-correlation-id': correlation() },
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    method: method ?? (body ? 'POST' : 'GET'),
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => problem(503, 'unavailable'));
  if (answer.ok) return ([202, 204].includes(answer.status) ? undefined : await answer.json()) as T;
  if (answer.status >= 500) return problem(503, 'unavailable');
  const later = answer.headers.get('retry-after');
  throw new ApiProblem((await answer.json()) as ProblemDocument, later === null ? {} : { 'retry-after': later });
}

/** `?a=1&b=2` of what is given. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}
