/** From a plan to the words of its mail, in the language of the application. */
import { addDays } from '@qeyd/calendar';
import type { Language } from '@qeyd/contracts';
import type { Plan } from '../notice';
import { az } from './az';
import { en } from './en';
import { ru } from './ru';
import { isOfQueue } from '../matter';
import type { Letter, Queue, Wording, Writing } from './wording';

const wordings: Readonly<Record<Language, Wording>> = { az, en, ru };

/** Everything that the two layouts show. */
export interface Page
  extends
    Omit<Letter, 'link'>,
    Pick<Wording, 'service' | 'product' | 'factsHeading' | 'nextHeading' | 'verifyHeading' | 'automatic'> {
  readonly language: Language;
  readonly verify: string;
  readonly link: Letter['link'] | null;
}

/** Where a signed receipt is checked; and the queue, for a notice about it. */
export interface Surroundings {
  readonly checkedAt: string;
  readonly queue: Queue | null;
}

export function pageOf({ language, matter, recipient, name, address, hostName }: Plan, { checkedAt, queue }: Surroundings): Page {
  const wording = wordings[language];
  const write = wording.letters[matter.kind] as (writing: Writing & { readonly queue: Queue | null }) => Letter;
  const letter = write({ matter, recipient, name, address, hostName, queue, lastDay: (toExclusive) => addDays(toExclusive, -1) });
  const { service, factsHeading, nextHeading, verifyHeading, automatic } = wording;
  const verify = wording.verify('reference' in matter ? matter.reference : null, isOfQueue(matter) ? null : checkedAt);
  const product = isOfQueue(matter) ? wording.queue : wording.product;
  return {
    ...letter,
    link: letter.link ?? null,
    service,
    product,
    factsHeading,
    nextHeading,
    verifyHeading,
    automatic,
    language,
    verify,
  };
}
