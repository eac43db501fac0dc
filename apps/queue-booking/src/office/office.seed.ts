/** The first plans of the offices, sample data: each is set once, and what supervisors make of it later stands. */
import { isRefused } from '@qeyd/core';
import { idFrom, type EventLog } from '@qeyd/event-store';
import { office } from './office';
import type { DatedPlan, Plan } from './plan';
import seeds from './seeds/offices.json';

const OFFICES = '0190e000-0000-7000-8000-000000000001';

/** The stream of an office: it follows from its code. */
export const officeId = (code: string): string => idFrom(OFFICES, code);

/** Offices of one kind differ in where they are, and some in their hours. */
export const seedPlans = (): DatedPlan[] =>
  seeds.offices.map(({ office: code, kind, hours, latitude, longitude }) => {
    const plan = (seeds.kinds as Readonly<Record<string, Omit<Plan, 'hours' | 'latitude' | 'longitude'>>>)[kind];
    const week = (seeds.hours as Readonly<Record<string, Plan['hours']>>)[hours];
    if (!plan || !week) throw new Error(`The seed of ${code} names a kind or hours that are not there`);
    return {
      office: code,
      validFrom: seeds.validFrom,
      plan: { ...plan, latitude, longitude, hours: week },
      source: seeds.source,
    };
  });

/** Sets every plan that was never set in this log; returns the offices whose plan nobody could keep. */
export async function seedOffices(log: Pick<EventLog, 'executeMany'>): Promise<string[]> {
  const requests = seedPlans().map((plan) => {
    const cause = { id: `seed:office:${plan.office}`, correlation: 'seed', actor: 'service:queue-booking' };
    return { decider: office, id: officeId(plan.office), command: { type: 'SetPlan', plan }, cause } as const;
  });
  const outcomes = await log.executeMany(requests);
  return requests.filter((_, i) => isRefused(outcomes[i])).map(({ command }) => command.plan.office);
}
