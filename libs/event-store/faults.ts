/** What can go wrong with the log, as classes: a refusal of a rule is not among them, it is a value. */

/** The database cannot be reached; whether the last commit took place is not known. Asking again is safe. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  /** Over HTTP: 503, try again. */
  readonly statusCode = 503;
}

/** Another process appended to these streams first: whoever decided on them decides again. */
export class StreamsMovedOn extends Error {
  override readonly name = 'StreamsMovedOn';
  constructor(readonly ids: ReadonlySet<string>) {
    super('Streams have moved on');
  }
}

/** A statement of the unit did not touch the rows that it must: nothing of the unit is kept. */
export class UnitRefused extends Error {
  override readonly name = 'UnitRefused';
}

/** A constraint of a view does not allow what was decided: nothing of it is kept. Whoever knows the constraint knows the refusal. */
export class ViewRefused extends Error {
  override readonly name = 'ViewRefused';
  constructor(readonly constraint: string) {
    super(`The constraint "${constraint}" refuses`);
  }
}

/** An event of a newer program, in a shape or of a type that this one does not know: it is not guessed at. */
export class UnknownShape extends Error {
  override readonly name = 'UnknownShape';
  constructor(event: string, shape: string) {
    super(`${event} is a ${shape}, which this program does not know: a newer one wrote it`);
  }
}

/** There is personal data to record, and its subject was erased meanwhile: whoever reads and decides again finds it erased. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';
  constructor(event: string) {
    super(`There is personal data to record in ${event}, and its subject has no key`);
  }
}

/** A rebuild cannot end well, however often it is tried: the table or the view is not fit for it. */
export class NotRebuildable extends Error {
  override readonly name = 'NotRebuildable';
}

export const sqlStateOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * The server refuses with an SQLSTATE. The classes of connection, of missing resources (a full disk) and of shutdown, a lost lock or
 * deadlock, and the plain errors of the socket mean "away for now"; anything else (a TypeError in a view, a violated constraint)
 * is a fault.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof LogUnavailable) return true;
  const code = sqlStateOf(error);
  if (/^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)) return /^(08|53|57P|55P03|40P01|40001)/.test(code);
  return error instanceof Error && (error.name === 'Error' || error.name === 'AggregateError');
}

/** Translates what the server said of a batch into the words of the log. */
export function faultOf(error: unknown): Error {
  if (isAway(error)) return new LogUnavailable('The log cannot be reached', { cause: error });
  if (sqlStateOf(error) === 'QE002') return new UnitRefused((error as Error).message);
  if (sqlStateOf(error) === 'QE001') return new StreamsMovedOn(new Set((error as { detail?: string }).detail?.split(',')));
  if (/^23(505|P01)$/.test(sqlStateOf(error))) return new ViewRefused(String((error as { constraint?: string }).constraint));
  return error instanceof Error ? error : new Error(String(error));
}
