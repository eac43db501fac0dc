/** A name as it compares: without case, accents, spaces and punctuation. */

/** Letters that no decomposition takes to their plain form. */
const plain: Readonly<Record<string, string>> = { ı: 'i', ə: 'e', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae' };

export const nameText = (name: string): string =>
  [...name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((sign) => plain[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '');
