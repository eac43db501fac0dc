/** The number of a document as it compares, however it was typed. */

/** Cyrillic capitals that look like Latin ones and get typed for them. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', І: 'I', Ј: 'J', Ѕ: 'S',
}; // prettier-ignore

/** Letters and digits alone, in capitals: `C01X-00 t47` reads `C01X00T47`. */
export const documentNumber = (typed: string): string =>
  [...typed.normalize('NFKC').toUpperCase()]
    .map((sign) => lookAlikes[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
