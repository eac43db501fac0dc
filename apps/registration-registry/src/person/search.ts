/** Texts that mean the same become the same text, so that their keyed hashes compare. */

/** Cyrillic capitals that look like Latin ones and get typed for them. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', І: 'I', Ј: 'J', Ѕ: 'S',
}; // prettier-ignore
/** Letters that no decomposition takes to the plain ones that a machine-readable zone has for them. */
const plain: Readonly<Record<string, string>> = { Ə: 'E', Ø: 'O', Đ: 'D', Ł: 'L', Æ: 'AE', ẞ: 'SS', Þ: 'TH' };

const capitals = (text: string): string =>
  [...text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()].map((sign) => plain[sign] ?? sign).join('');

/** The type of the document is left out: an officer who has the number need not know it. */
export const documentText = (country: string, number: string): string =>
  `${country.toUpperCase()} ${[...number.normalize('NFKC').toUpperCase()]
    .map((sign) => lookAlikes[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')}`;

export const nameText = (surname: string, birthDate: string): string =>
  `${capitals(surname).replace(/[^\p{L}]/gu, '')} ${birthDate}`;

export const addressText = (address: string): string =>
  capitals(address)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
