/** The correlation id: made or accepted at the edge, carried through everything that happens because of it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export const CORRELATION_HEADER = 'x-correlation-id';

const current = new AsyncLocalStorage<string>();
const sane = /^[A-Za-z0-9][A-Za-z0-9._~-]{7,63}$/;

/** The caller's id when it is harmless in logs, headers and rows; else a new one. */
export const correlationFrom = (header: unknown): string =>
  typeof header === 'string' && sane.test(header) ? header : randomUUID();

/** The id of what is going on now, `undefined` outside of any request, message or job. */
export const findCorrelation = (): string | undefined => current.getStore();

/** The id of what is going on now; a new one where nothing has begun it. */
export const correlation = (): string => current.getStore() ?? randomUUID();

/** Runs `work` (a message handler, a job) under this id. */
export const withCorrelation = <T>(id: string, work: () => T): T => current.run(id, work);
