/** The catalogue speaks three languages, and means the same in each. */
import { generalTexts, titles } from './general.texts';
import { languageOf, languages } from './language';
import { Catalogue } from './texts';

const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it.each(Object.entries(generalTexts))('"%s" has the same holes in every language', (_, text) => {
  for (const language of languages) expect(holes(text[language])).toEqual(holes(text.az));
});

it('Each language has its own words', () => {
  const said = [...Object.values(generalTexts), ...Object.values(titles)].flatMap((text) => (text ? [text] : []));
  for (const text of said) expect(new Set(languages.map((language) => text[language])).size).toBe(3);
});

it('A text is filled with its details; what is not told stays visible', () => {
  const catalogue = new Catalogue(generalTexts);
  expect(catalogue.say('too-long', 'en', { max: 5 })).toBe('At most 5 characters are allowed.');
  expect(catalogue.say('too-long', 'en')).toContain('{max}');
  expect(catalogue.say('nobody-explained-this', 'az')).toBe('nobody-explained-this');
});

it('A code has one text', () => {
  expect(() => new Catalogue(generalTexts, { fault: generalTexts.fault })).toThrow('"fault" has two texts');
});

it.each([
  [undefined, 'az'],
  ['', 'az'],
  ['ru', 'ru'],
  ['en-US,en;q=0.9', 'en'],
  ['en;q=0.3, ru;q=0.7', 'ru'],
  ['english', 'az'],
  ['en;q=0', 'az'],
  [','.repeat(100_000), 'az'],
])('The reader of %j gets %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
