/** Every public event of Qeyd, found by its topic, type and version. */
import * as booking from './booking';
import * as checkpoint from './checkpoint';
import type { Contract } from './contract';
import * as intake from './intake';
import * as notification from './notification';
import * as partner from './partner';
import * as registry from './registry';
import * as ticket from './ticket';

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'topic' in value && 'summary' in value;

const services: readonly object[] = [intake, registry, booking, ticket, notification, checkpoint];

/** All of them: a contract that a service's file exports cannot be forgotten here. */
export const contracts: readonly Contract[] = [
  ...services.flatMap((service) => Object.values(service).filter(isContract)),
  ...partner.partners.flatMap((name) => [...partner.inbound(name), ...partner.replies(name)]),
];

const byName = new Map<string, Contract[]>();
for (const contract of contracts) {
  const versions = byName.get(`${contract.topic}:${contract.type}`) ?? [];
  byName.set(
    `${contract.topic}:${contract.type}`,
    [...versions, contract].sort((a, b) => b.version - a.version),
  );
}

/** The contract with this version, or else the newest one; `undefined` when the topic does not carry such an event. */
export function contractOf(topic: string, type: string, version?: number): Contract | undefined {
  const newestFirst = byName.get(`${topic}:${type}`);
  return version === undefined ? newestFirst?.[0] : newestFirst?.find((contract) => contract.version === version);
}
