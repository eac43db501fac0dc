/** Days and times as people in Baku read them, in three languages. */

type Language = 'az' | 'en' | 'ru';

const zone = { timeZone: 'Asia/Baku' } as const;
const formats = {
  date: { ...zone, weekday: 'long', day: 'numeric', month: 'long' },
  'full-date': { ...zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { ...zone, weekday: 'short' },
  'day-of-month': { ...zone, day: 'numeric', month: 'short' },
  time: { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

export type Format = keyof typeof formats;

const locales: Readonly<Record<Language, string>> = { az: 'az-AZ', en: 'en-GB', ru: 'ru-RU' };
const made = new Map<string, Intl.DateTimeFormat>();

/** `moment`: an instant, or a civil date of Baku, whose noon is meant. */
export function formatted(moment: string, format: Format, language: Language): string {
  const name = `${language} ${format}`;
  const known = made.get(name) ?? new Intl.DateTimeFormat(locales[language], formats[format]);
  made.set(name, known);
  return known.format(new Date(moment.length === 10 ? `${moment}T08:00:00Z` : moment));
}

/** A number with the decimal sign of the language. */
export const numeral = (value: number, language: Language): string => value.toLocaleString(locales[language]);
