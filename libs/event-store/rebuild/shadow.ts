/** The shadow of a view: a table like the live one in everything, which the log fills anew beside it. */
import { escapeIdentifier, type ClientBase } from 'pg';
import { NotRebuildable } from '../faults';
import { definitionOf, type Definition } from './definition';

/** The live table while statements of the view, which name it without a schema, reach the shadow. */
export const live = (view: string): string => `public.${escapeIdentifier(view)}`;
export const shadow = (view: string): string => `shadow.${escapeIdentifier(view)}`;
const replaced = (view: string): string => `replaced.${escapeIdentifier(view)}`;

/** For the connection that fills it: the statements of a view name no schema, and so reach the shadow. */
export const SEARCH_PATH = 'SET search_path = shadow, public';

const run = async (client: ClientBase, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await client.query(statement);
};

/** What an earlier rebuild left to be looked at. */
export const dropLeft = (client: ClientBase, view: string): Promise<void> =>
  run(client, [`DROP TABLE IF EXISTS ${shadow(view)}`, `DROP TABLE IF EXISTS ${replaced(view)}`]);

/**
 * Makes an empty shadow with the names, options and rights of the live table; its plain indexes come when it is filled. Throws
 * when the live table has what no copy would have: triggers, policies, SQL views or foreign keys upon it.
 */
export async function makeShadow(client: ClientBase, view: string): Promise<void> {
  const wanted = await definitionOf(client, 'public', view);
  const { options, rights, constraints, indexes } = wanted;
  await run(client, [
    `CREATE TABLE ${shadow(view)} (LIKE ${live(view)} INCLUDING ALL EXCLUDING INDEXES)`,
    ...(options ? [`ALTER TABLE ${shadow(view)} SET (${options})`] : []),
    ...constraints.map((constraint) => `ALTER TABLE ${shadow(view)} ${constraint}`),
    ...rights.map((right) => `GRANT ${right.replace(' TO ', ` ON ${shadow(view)} TO `)}`),
    ...indexes.map(({ text }) => onShadow(text)),
  ]);
  const made = await definitionOf(client, 'shadow', view);
  if (made.whole !== wanted.whole)
    throw new NotRebuildable(`No table can be made like ${view}: ${firstDifference(made, wanted)}`);
  await run(
    client,
    plain(indexes).map((name) => `DROP INDEX shadow.${name}`),
  );
}

export async function isThere(client: ClientBase, view: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [shadow(view)]);
  return rows[0]?.found ?? false;
}

/** As the server last counted them. */
export async function rowsOf(client: ClientBase, view: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>('SELECT reltuples AS n FROM pg_class WHERE oid = $1::regclass', [
    shadow(view),
  ]);
  return Math.max(0, rows[0]?.n ?? 0);
}

/** The indexes that were left out while the table filled. */
export async function indexShadow(client: ClientBase, view: string): Promise<void> {
  const { indexes } = await definitionOf(client, 'public', view);
  const missing = indexes.filter(({ unique }) => !unique);
  await run(
    client,
    missing.map(({ text }) => onShadow(text).replace('INDEX', 'INDEX IF NOT EXISTS')),
  );
  await client.query(`VACUUM ANALYZE ${shadow(view)}`);
}

/** Puts the shadow in the place of the live table, which moves to `replaced`; for a transaction. */
export const putInPlace = (client: ClientBase, view: string): Promise<void> =>
  run(client, [`ALTER TABLE ${live(view)} SET SCHEMA replaced`, `ALTER TABLE ${shadow(view)} SET SCHEMA public`]);

/** `CREATE INDEX name ON public.table …`. */
const onShadow = (index: string): string => index.replace(' ON public.', ' ON shadow.');
const plain = (indexes: Definition['indexes']): string[] =>
  indexes.filter(({ unique }) => !unique).map(({ text }) => /^CREATE INDEX (.+?) ON /.exec(text)?.[1] ?? '');

function firstDifference(made: Definition, wanted: Definition): string {
  const [is, should] = [made, wanted].map(({ whole }) => JSON.parse(whole) as Record<string, unknown>);
  const part = Object.keys(should ?? {}).find((name) => JSON.stringify(is?.[name]) !== JSON.stringify(should?.[name])) ?? '';
  return `${part} ${JSON.stringify(should?.[part])}`;
}
