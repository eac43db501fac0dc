/** Transactions of one connection, and the position of the log as they see it. */
import type { ClientBase } from 'pg';

/** Runs the work between these beginnings and COMMIT; a fault takes everything back. */
export async function inTransaction<T>(client: ClientBase, begin: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    for (const statement of begin) await client.query(statement);
    const answer = await work();
    await client.query('COMMIT');
    return answer;
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection may be what failed
    throw fault;
  }
}

/** `FOR UPDATE` stops appends until the transaction ends: every writer locks this row first. */
export async function headOf(client: ClientBase, lock: '' | 'FOR UPDATE' = ''): Promise<number> {
  const { rows } = await client.query<{ position: string }>(`SELECT position FROM head WHERE id = 1 ${lock}`);
  return Number(rows[0]?.position ?? 0);
}
