/** What goes back to a caller who asked for something impossible: an RFC 9457 problem, thrown as this. */
import { isRefused, type Refused } from '@qeyd/core';
import type { Code, Details } from './texts';

/** One thing wrong with the request. `pointer` is an RFC 6901 pointer into the part of the request named by `in`. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly details?: Details;
  /** The body when left out. */
  readonly in?: 'query' | 'path' | 'header';
}

export interface ProblemParts {
  /** Fills the holes of the text; never personal data. */
  readonly details?: Details;
  readonly faults?: readonly Fault[];
  /** What could be asked for instead. */
  readonly offer?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly details: Details;
  readonly faults: readonly Fault[];
  readonly offer: object | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    { details = {}, faults = [], offer, headers = {} }: ProblemParts = {},
  ) {
    super(code);
    this.details = details;
    this.faults = faults;
    this.offer = offer ?? null;
    this.headers = headers;
  }
}

/** Ends the request with a problem; the words come from the catalogue. */
export function problem(status: number, code: Code, parts: ProblemParts = {}): never {
  throw new Problem(status, code, parts);
}

/** The answer of an outcome. A refusal ends the request with the status that the map, total over the refusals, gives it. */
export function respond<T, R extends Code>(outcome: T | Refused<R>, statuses: Readonly<Record<R, number>>): Exclude<T, Refused> {
  if (!isRefused(outcome)) return outcome as Exclude<T, Refused>;
  const { refused, details }: Refused<R> = outcome;
  return problem(statuses[refused], refused, { details });
}
