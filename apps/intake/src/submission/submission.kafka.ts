/** Which topics the partners file on, and how a message that cannot be used is refused to its sender. */
import { partner } from '@qeyd/contracts';
import { newId, type Request } from '@qeyd/event-store';
import type { Partner, Subscription, UnusableMessage } from '@qeyd/kafka';
import { submission, type PartnerName } from './submission';

const isKnown = (name: string): name is PartnerName => (partner.partners as readonly string[]).includes(name);

/** The partner whose topic this is: `in.asan` belongs to `asan`. Throws when there is no contract with it. */
export function partnerOf(topic: string): PartnerName {
  const name = topic.replace(/^in\./, '');
  if (!isKnown(name)) throw new Error(`There is no contract for the topic ${topic}`);
  return name;
}

const refuseTo =
  (name: PartnerName) =>
  (bad: UnusableMessage): Request[] => {
    const place = `${bad.topic}/${String(bad.partition)}/${bad.offset}`;
    const refusal = {
      partner: name,
      submission: bad.id ? bad.id.slice(0, 200) : null,
      partition: bad.partition,
      offset: bad.offset,
      reason: bad.reason.slice(0, 60),
      faults: bad.faults.map(({ pointer, code, detail }) => ({
        pointer: pointer.slice(0, 200),
        code: code.slice(0, 60),
        detail: detail.slice(0, 300),
      })),
    };
    return [
      {
        decider: submission,
        id: newId(),
        command: { type: 'RefuseSubmission', refusal },
        cause: { id: place, correlation: bad.correlation, actor: `partner:${name}` },
        fresh: true,
      } as Request,
    ];
  };

export const submissionsOf = (partners: readonly Partner[]): Subscription[] =>
  partners.map(({ topic, source, offices, keys }) => ({
    topic,
    signed: { source, offices, keys },
    refuse: refuseTo(partnerOf(topic)),
  }));
