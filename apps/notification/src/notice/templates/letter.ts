/** From a plan to the words of its mail, in the language of the application. */
import { addDays } from '@qeyd/calendar';
import type { Language } from '@qeyd/contracts';
import type { Plan } from '../notice';
import { az } from './az';
import { en } from './en';
import { ru } from './ru';
import type { Letter, Wording, Writing } from './wording';

const wordings: Readonly<Record<Language, Wording>> = { az, en, ru };

/** Everything that the two layouts show. */
export interface Page
  extends Letter, Pick<Wording, 'service' | 'product' | 'factsHeading' | 'nextHeading' | 'verifyHeading' | 'automatic'> {
  readonly language: Language;
  readonly verify: string;
}

/** `verifyAt`: the page where a signed receipt is checked. */
export function pageOf({ language, matter, recipient, name, address, hostName }: Plan, verifyAt: string): Page {
  const wording = wordings[language];
  const write = wording.letters[matter.kind] as (writing: Writing) => Letter;
  const letter = write({ matter, recipient, name, address, hostName, lastDay: (toExclusive) => addDays(toExclusive, -1) });
  const { service, product, factsHeading, nextHeading, verifyHeading, automatic } = wording;
  const verify = wording.verify('reference' in matter ? matter.reference : null, verifyAt);
  return { ...letter, service, product, factsHeading, nextHeading, verifyHeading, automatic, language, verify };
}
