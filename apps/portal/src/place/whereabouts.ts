/** Where somebody is, as they would type it: a town of the country in any of three languages, or coordinates. */
import towns from './towns.json';

type Language = 'az' | 'en' | 'ru';

interface Town {
  readonly names: Readonly<Record<Language, string>>;
  readonly at: string;
}

const known: readonly Town[] = towns.towns;

const folds: Readonly<Record<string, string>> = { ə: 'e', ı: 'i' };
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[əı]/g, (letter) => folds[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^\p{Letter}\d]/gu, '');

/** Latitude and longitude in degrees, `40.41,49.87`; `null` when nobody knows the place. */
export function whereabouts(typed: string): string | null {
  const degrees = /^(-?\d{1,2}(?:\.\d+)?)[,; ]+(-?\d{1,3}(?:\.\d+)?)$/.exec(typed);
  if (degrees) return [degrees[1], degrees[2]].map((text) => Number(text).toFixed(4)).join(',');
  return known.find(({ names }) => Object.values(names).some((name) => folded(name) === folded(typed)))?.at ?? null;
}

/** To be offered while somebody types. */
export const townNames = (language: Language): string[] => known.map(({ names }) => names[language]);
