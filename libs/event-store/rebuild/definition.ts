/** What a table is, as far as the catalogue knows, so that another one can be made like it, and proved to be. */
import { escapeIdentifier, type ClientBase } from 'pg';
import { NotRebuildable } from '../faults';

export interface Definition {
  /** Expressions that hash and compare: a type that cannot, such as `json`, is taken as its text. */
  readonly columns: readonly { readonly name: string; readonly value: string }[];
  readonly key: readonly { readonly name: string; readonly type: string }[];
  /** `ADD CONSTRAINT …`: those that have an index. */
  readonly constraints: readonly string[];
  /** `CREATE INDEX …`: the other indexes; the statements of a view may lean on the unique ones. */
  readonly indexes: readonly { readonly text: string; readonly unique: boolean }[];
  readonly options: string | null;
  /** `SELECT TO somebody`. */
  readonly rights: readonly string[];
  /** All of it, and what no copy has: triggers, policies, what refers to the table. */
  readonly whole: string;
}

const WHOLE = `
  SELECT c.relkind, c.relpersistence, c.relreplident, c.relrowsecurity, c.relowner::regrole::text AS owner, c.reloptions,
    (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
       a.attcollation, a.attstorage, a.attcompression, a.attacl, pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    ARRAY (SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = c.oid ORDER BY 1) AS constraints,
    ARRAY (SELECT replace(pg_get_indexdef(indexrelid), ' ON ' || $1 || '.', ' ON ') FROM pg_index WHERE indrelid = c.oid ORDER BY 1) AS indexes,
    ARRAY (SELECT acl::text FROM unnest(c.relacl) AS acl ORDER BY 1) AS rights,
    ARRAY (SELECT tgname FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal ORDER BY 1) AS triggers,
    ARRAY (SELECT polname FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS policies,
    ARRAY (SELECT conname FROM pg_constraint WHERE confrelid = c.oid ORDER BY 1) AS referred,
    ARRAY (SELECT DISTINCT r.ev_class::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
           WHERE d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass ORDER BY 1) AS views
  FROM pg_class c WHERE c.oid = ($1 || '.' || $2)::regclass`;

const PARTS = `
  SELECT array_to_string(c.reloptions, ', ') AS options,
    ARRAY (SELECT json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'hashes', EXISTS (
             SELECT FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod AND m.amname = 'hash' WHERE o.opcintype = a.atttypid))
           FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns,
    ARRAY (SELECT a.attname::text FROM pg_index i, unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, n)
           JOIN pg_attribute a ON a.attnum = k.attnum
           WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND k.n <= i.indnkeyatts ORDER BY k.n) AS key,
    ARRAY (SELECT format('ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
           FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('p', 'u', 'x') ORDER BY contype) AS constraints,
    ARRAY (SELECT json_build_object('text', pg_get_indexdef(indexrelid), 'unique', indisunique) FROM pg_index
           WHERE indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)) AS indexes,
    ARRAY (SELECT format('%s TO %s%s', privilege_type, CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                         CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
           FROM aclexplode(c.relacl) WHERE grantee <> c.relowner) AS rights
  FROM pg_class c WHERE c.oid = ($1 || '.' || $2)::regclass`;

interface Parts extends Pick<Definition, 'options' | 'rights' | 'constraints' | 'indexes'> {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly hashes: boolean }[];
  readonly key: readonly string[];
}

/** Throws when there is no such table, or it has no primary key. */
export async function definitionOf(client: ClientBase, schema: string, table: string): Promise<Definition> {
  const values = [schema, escapeIdentifier(table)];
  const whole = (await client.query<object>(WHOLE, values)).rows[0];
  const parts = (await client.query<Parts>(PARTS, values)).rows[0];
  if (!parts || parts.key.length === 0) throw new NotRebuildable(`${table} has no primary key, so its rows cannot be told apart`);
  const { key, columns, ...rest } = parts;
  const typeOf = new Map(columns.map(({ name, type }) => [name, type]));
  return {
    ...rest,
    columns: columns.map(({ name, hashes }) => ({ name, value: `${escapeIdentifier(name)}${hashes ? '' : '::text'}` })),
    key: key.map((name) => ({ name, type: typeOf.get(name) ?? 'text' })),
    whole: JSON.stringify(whole),
  };
}
