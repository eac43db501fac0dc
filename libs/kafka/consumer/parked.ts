/** What was set aside, for a supervisor: look, release in order, or refuse for good. */
import { isRefused } from '@qeyd/core';
import type { Outcome, Request, Statement, SubjectKey } from '@qeyd/event-store';
import { isRequest, type Log } from '../message';
import { Unusable, type Fault } from '../unusable';
import { unparked } from './parking';
import { moved, placeOf } from './place';
import type { Reader, Reading } from './reading';
import type { Units } from './unit';

export type ParkedState = 'parked' | 'released' | 'refused';

/** A message that was set aside, without its text. */
export interface ParkedMessage {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly stream: string;
  readonly type: string | null;
  readonly reason: string;
  readonly faults: readonly Fault[];
  readonly parkedAt: string;
  readonly state: ParkedState;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly closedWhy: string | null;
}

/** What became of the messages of a stream, in order. */
export interface Settled {
  readonly released: readonly string[];
  readonly refused: readonly string[];
  /** Still parked: the first for this reason, the others behind it. */
  readonly parked: readonly string[];
  readonly reason: string | null;
  readonly faults: readonly Fault[];
}

/** There is no such message that still waits. */
export class NotParked extends Error {
  override readonly name = 'NotParked';
}

interface Row extends ParkedMessage {
  readonly sealed: Buffer;
}

interface Plan {
  readonly requests: readonly Request[];
  readonly statements: readonly Statement[];
  /** The row behind each request. */
  readonly causes: readonly string[];
  readonly settled: Settled;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, topic, partition, message_offset::text AS "offset", stream, type, reason, faults, state,
  ${instant('parked_at')} AS "parkedAt", ${instant('closed_at')} AS "closedAt", closed_by AS "closedBy", closed_why AS "closedWhy"`;

const CLOSE = `
  UPDATE parked_message SET state = $2, closed_at = now(), closed_by = $3, closed_why = $4, sealed = NULL
  WHERE id = ANY ($1::uuid[]) AND state = 'parked'`;
const EXPLAIN = `UPDATE parked_message SET reason = $2, faults = $3 WHERE id = $1 AND state = 'parked'`;

const MOST_TRIES = 5;

export class ParkedMessages {
  constructor(
    private readonly log: Log,
    private readonly units: Units,
    private readonly reader: Reader,
    private readonly own: SubjectKey,
  ) {}

  /** The oldest first; `after` is the id of the last one seen. */
  list(state: ParkedState = 'parked', limit = 100, after = '00000000-0000-0000-0000-000000000000'): Promise<ParkedMessage[]> {
    const text = `SELECT ${COLUMNS} FROM parked_message WHERE state = $1 AND id > $3 ORDER BY id LIMIT $2`;
    return this.log.query<ParkedMessage>(text, [state, limit, after]);
  }

  /** Delivers the messages of this one's stream again, in order, as one unit; ends before the first that still is bad. */
  release(id: string, by: string): Promise<Settled> {
    return this.settle(id, by, null);
  }

  /** Closes this message without effect, and releases those that waited behind it. */
  refuse(id: string, by: string, why: string): Promise<Settled> {
    return this.settle(id, by, why);
  }

  /** The consumer may be adding to the same stream: then the unit is refused, and done again on what there is now. */
  private async settle(id: string, by: string, why: string | null): Promise<Settled> {
    for (let tries = 1; ; tries++) {
      const [chosen] = await this.rows('id = $1', [id]);
      if (!chosen) throw new NotParked(`${id} is not parked`);
      const place = await placeOf(this.log, chosen.topic, chosen.partition);
      const plan = await this.plan(await this.withThose(chosen), why === null ? null : id);
      try {
        const outcomes = await this.log.executeMany(plan.requests, [
          ...plan.statements,
          ...closing(plan.settled, by, why),
          moved(place),
        ]);
        return await this.keepRefusals(plan, outcomes);
      } catch (error) {
        const now = await placeOf(this.log, chosen.topic, chosen.partition);
        if (now.revision === place.revision || tries === MOST_TRIES) throw error;
      }
    }
  }

  private rows(where: string, values: readonly unknown[]): Promise<Row[]> {
    const text = `SELECT ${COLUMNS}, sealed FROM parked_message WHERE state = 'parked' AND ${where} ORDER BY id`;
    return this.log.query<Row>(text, values);
  }

  /** All that must stay in order with this one. */
  private withThose(chosen: Row): Promise<Row[]> {
    const { id, topic, partition, stream } = chosen;
    if (!this.units.holdsUp(topic)) return this.rows('id = $1', [id]);
    return this.rows('topic = $1 AND partition = $2 AND stream = $3', [topic, partition, stream]);
  }

  private async plan(rows: readonly Row[], refusedId: string | null): Promise<Plan> {
    const tried = rows.filter(({ id }) => id !== refusedId);
    const readings = await this.reader.read(tried.map((row) => unparked(row, row.sealed, this.own)));
    const plan = { requests: [] as Request[], statements: [] as Statement[], causes: [] as string[], released: [] as string[] };
    let bad: Unusable | null = null;
    for (const [index, { id }] of tried.entries()) {
      const effects = await this.units.handle(readings[index] as Reading);
      if (effects instanceof Unusable) {
        bad = effects;
        plan.statements.push({ text: EXPLAIN, values: [id, bad.reason, JSON.stringify(bad.faults)], expectRows: 1 });
        break;
      }
      plan.released.push(id);
      for (const effect of effects === 'ignored' ? [] : effects) {
        if (!isRequest(effect)) plan.statements.push(effect);
        else if (plan.requests.push(effect) > 0) plan.causes.push(id);
      }
    }
    const { released } = plan;
    const left = tried.slice(released.length).map(({ id }) => id);
    const refused = refusedId === null ? [] : [refusedId];
    return { ...plan, settled: { released, refused, parked: left, reason: bad?.reason ?? null, faults: bad?.faults ?? [] } };
  }

  /** A rule may refuse what a released message asks for: then that message ends as refused. */
  private async keepRefusals({ causes, settled }: Plan, outcomes: readonly Outcome[]): Promise<Settled> {
    const refused = new Set<string>();
    for (const [index, outcome] of outcomes.entries()) {
      const id = causes[index];
      if (!isRefused(outcome) || id === undefined) continue;
      refused.add(id);
      await this.log.query(`UPDATE parked_message SET state = 'refused', closed_why = $2 WHERE id = $1`, [id, outcome.refused]);
    }
    return {
      ...settled,
      released: settled.released.filter((id) => !refused.has(id)),
      refused: [...settled.refused, ...refused],
    };
  }
}

const closing = ({ released, refused }: Settled, by: string, why: string | null): Statement[] =>
  [
    { ids: released, state: 'released', why: null },
    { ids: refused, state: 'refused', why },
  ]
    .filter(({ ids }) => ids.length > 0)
    .map(({ ids, state, why }) => ({ text: CLOSE, values: [ids, state, by, why], expectRows: ids.length }));
