/** Views in the append transaction: which bulk statements bring them up to date with a batch of events. */
import type { DomainEvent } from '@qeyd/core';
import type { Cell, Projected, Projection, View } from './types';

/**
 * Declares a bulk write. `$rows` in the text stands for the rows of the batch: `… SELECT x.id FROM $rows` becomes
 * `… SELECT x.id FROM unnest($1::uuid[]) AS x(id)`, so one statement serves one event or ten thousand.
 */
export function bulk<E extends DomainEvent, const C extends Projection<E>['columns']>(
  text: string,
  columns: C,
  row: (event: Projected<E>) => { readonly [K in keyof C]: Cell } | null,
): Projection<E> {
  const names = Object.keys(columns);
  const arrays = names.map((name, i) => `$${i + 1}::${columns[name] ?? 'text'}[]`);
  return { text: text.replace('$rows', `unnest(${arrays.join(', ')}) AS x(${names.join(', ')})`), columns, row };
}

export interface BulkStatement {
  readonly text: string;
  readonly values: readonly (readonly Cell[])[];
}

/** What a view is fed with: its category is that of the event's stream. */
export interface Projectable extends Projected<DomainEvent> {
  readonly category: string;
}

/**
 * The statements for one batch, in order. Events of one row may depend on each other, so the n-th event of a row goes into the
 * n-th wave, and one statement never touches a row twice.
 */
export function statementsOf(views: readonly View<DomainEvent>[], events: readonly Projectable[]): BulkStatement[] {
  const statements: BulkStatement[] = [];
  for (const view of views) {
    const own = events.filter((event) => event.category === view.category);
    for (const wave of wavesOf(own, (event) => view.rowOf?.(event) ?? event.stream)) {
      for (const [type, found] of byTypeOf(wave)) {
        const projection = view.on[type];
        if (projection === undefined) throw new Error(`View ${view.table} does not say what ${type} means to it`);
        if (projection) statements.push(...statementOf(projection, found));
      }
    }
  }
  return statements;
}

function statementOf(projection: Projection<DomainEvent>, events: readonly Projectable[]): BulkStatement[] {
  const rows = events.map((event) => projection.row(event)).filter((row) => row !== null);
  if (rows.length === 0) return [];
  const values = Object.keys(projection.columns).map((column) => rows.map((row) => row[column] ?? null));
  return [{ text: projection.text, values }];
}

function byTypeOf(events: readonly Projectable[]): Map<string, Projectable[]> {
  const byType = new Map<string, Projectable[]>();
  for (const event of events) {
    const found = byType.get(event.type);
    if (found) found.push(event);
    else byType.set(event.type, [event]);
  }
  return byType;
}

function wavesOf(events: readonly Projectable[], rowOf: (event: Projectable) => string): Projectable[][] {
  const waves: Projectable[][] = [];
  const depth = new Map<string, number>();
  for (const event of events) {
    const row = rowOf(event);
    const wave = depth.get(row) ?? 0;
    depth.set(row, wave + 1);
    (waves[wave] ??= []).push(event);
  }
  return waves;
}
