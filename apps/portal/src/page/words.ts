/** What the pages say: one entry for each phrase, in three languages, with plural forms where something is counted. */
import words from './words.json';

type Language = 'az' | 'en' | 'ru';
type Phrase = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

const plurals: Readonly<Record<Language, Intl.PluralRules>> = {
  az: new Intl.PluralRules('az'),
  en: new Intl.PluralRules('en'),
  ru: new Intl.PluralRules('ru'),
};
const phrases: Readonly<Record<string, Readonly<Record<Language, Phrase>>>> = words;

/** `{name}` in a phrase is replaced by the detail of that name; `count` chooses the plural form. Throws where there is no phrase. */
export function say(key: string, language: Language, details: Readonly<Record<string, string | number>> = {}): string {
  const phrase = phrases[key]?.[language];
  if (phrase === undefined) throw new Error(`The pages have no phrase ${key}`);
  const { count } = details;
  const rule = typeof count === 'number' ? plurals[language].select(count) : 'other';
  const text = typeof phrase === 'string' ? phrase : (phrase[rule] ?? phrase.other ?? '');
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(details[name] ?? hole));
}
