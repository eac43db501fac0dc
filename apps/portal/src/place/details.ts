/** The form of those who come: its fields, named after their places in the body that the service takes. */

import { say } from '../page/words';

type Language = 'az' | 'en' | 'ru';
type Fields = Readonly<Record<string, string>>;

/** So many people fit on the form. */
const PEOPLE = 20;

/** How many come, as the address says it. */
export const peopleIn = ({ people = '1' }: Fields): number => Math.min(PEOPLE, Math.max(1, Math.trunc(Number(people)) || 1));

/** Of each person. */
export const personFields = ['surname', 'givenNames', 'document.country', 'document.type', 'document.number'] as const;
export const contactFields = ['email', 'phone', 'language'] as const;

type Tree = { [name: string]: Tree | string };

/** `people.0.document.number` becomes `{ people: [{ document: { number } }] }`. */
export function bodyOf(fields: Fields): object {
  const root: Tree = {};
  for (const [name, text] of Object.entries(fields)) {
    const steps = name.split('.');
    const last = steps.pop() ?? name;
    const branch = steps.reduce<Tree>((at, step) => {
      const next = at[step];
      return typeof next === 'object' ? next : (at[step] = {});
    }, root);
    branch[last] = text;
  }
  return listed(root) as object;
}

/** An object whose names are numbers is a list. */
function listed(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const entries = Object.entries(tree).map(([name, inner]) => [name, listed(inner)] as const);
  return entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries);
}

/** The names of all fields for so many people. */
const fieldsFor = (people: number): string[] => [
  ...Array.from({ length: people }, (_, i) => personFields.map((field) => `people.${String(i)}.${field}`)).flat(),
  ...contactFields,
];

/** What its errors call each field. */
export function labelsFor(people: number, language: Language): Record<string, string> {
  const label = (name: string): string => {
    const [, index, ...field] = name.startsWith('people.') ? name.split('.') : ['', '', name];
    const who = people > 1 && index !== '' ? `${say('visitor', language, { number: Number(index) + 1 })}, ` : '';
    return `${who}${say(field.join('.'), language)}`;
  };
  return Object.fromEntries(fieldsFor(people).map((name) => [name, label(name)]));
}
