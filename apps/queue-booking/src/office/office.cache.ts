/** All offices in memory, at most a second behind the log, whichever process set a plan or a day. */
import { Injectable, Logger } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import type { Preparation } from '@qeyd/service';
import { OverbookingBook } from '../forecast/overbooking.cache';
import { seedOffices } from './office.seed';
import type { DatedPlan, ExceptionalDay, Office, SeatsMore } from './plan';

const FRESH_MS = 1000;

/** Grows with every event: a row's version is its number in the stream of its office. */
const MARK = `
  SELECT (SELECT count(*) || '.' || coalesce(sum(version), 0) FROM office_plan_view) || '/' ||
         (SELECT count(*) || '.' || coalesce(sum(version), 0) FROM office_day_view) AS mark`;
const PLANS = `SELECT office, valid_from::text AS "validFrom", plan, source FROM office_plan_view`;
const DAYS = `SELECT office, on_day::text AS "on", hours, reason FROM office_day_view WHERE NOT lifted`;

export type Offices = ReadonlyMap<string, Office>;

@Injectable()
export class OfficeBook implements Preparation {
  private readonly logger = new Logger(OfficeBook.name);
  private known: { readonly mark: string; readonly more: unknown; readonly offices: Offices } = {
    mark: '',
    more: null,
    offices: new Map(),
  };
  private checkedAt = -Infinity;
  private checking: Promise<Offices> | null = null;
  /** How often this process has changed them, or must not miss a change: whoever asks after that sees it. */
  private changes = 0;

  constructor(
    private readonly log: EventLog,
    private readonly overbooking: OverbookingBook,
  ) {
    log.onAppended((events) => {
      if (!events.some(({ stream }) => stream.startsWith('office-'))) return;
      this.changes += 1;
      this.checkedAt = -Infinity;
    });
  }

  /** Sows the offices: without them there is no place. */
  async prepare(): Promise<void> {
    const refused = await seedOffices(this.log);
    if (refused.length > 0) this.logger.warn(`these seeds cannot be kept: ${refused.join(', ')}`);
    await this.current();
  }

  current(): Promise<Offices> {
    if (performance.now() - this.checkedAt < FRESH_MS) return Promise.resolve(this.known.offices);
    this.checking ??= this.check().finally(() => (this.checking = null));
    return this.checking;
  }

  /** As the log is now, whichever process has written it. */
  fresh(): Promise<Offices> {
    this.changes += 1;
    this.checkedAt = -Infinity;
    return this.current();
  }

  private async check(): Promise<Offices> {
    const { changes } = this;
    const startedAt = performance.now();
    const [[found], more] = await Promise.all([this.log.query<{ mark: string }>(MARK), this.overbooking.current()]);
    const mark = found?.mark ?? '';
    if (mark !== this.known.mark || more !== this.known.more) this.known = { mark, more, offices: await this.read(more) };
    if (changes !== this.changes) return this.check();
    this.checkedAt = startedAt;
    return this.known.offices;
  }

  private async read(overbooked: ReadonlyMap<string, SeatsMore>): Promise<Offices> {
    const [plans, days] = await Promise.all([this.log.query<DatedPlan>(PLANS), this.log.query<ExceptionalDay>(DAYS)]);
    const offices = new Map<string, { plans: DatedPlan[]; days: Map<string, ExceptionalDay>; more?: SeatsMore }>();
    for (const plan of plans) {
      const more = overbooked.get(plan.office);
      const found = offices.get(plan.office) ?? { plans: [], days: new Map<string, ExceptionalDay>(), ...(more && { more }) };
      found.plans.push(plan);
      offices.set(plan.office, found);
    }
    for (const day of days) offices.get(day.office)?.days.set(day.on, day);
    return offices;
  }
}
