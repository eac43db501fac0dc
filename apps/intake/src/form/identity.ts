/** Texts that stand for the same thing become the same text, so that their keyed hashes compare. */

/** Person identity = issuing country, document type, normalised number. */
export interface DocumentIdentity {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}

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

export const documentIdentity = ({ country, type, number }: DocumentIdentity): DocumentIdentity => ({
  country,
  type,
  number: documentNumber(number),
});

/** Letters that no decomposition takes to their plain form. */
const plain: Readonly<Record<string, string>> = { ı: 'i', ə: 'e', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae' };

/** An address without case, accents and punctuation. */
export const placeText = (address: string): string =>
  [...address.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((sign) => plain[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

type Host = { readonly kind: string; readonly taxId?: string };

/** VÖEN of a legal person: ten digits of which the last is 1. */
const legalPerson = /^\d{9}1$/;
const taxId = (host: Host): string => documentNumber(host.taxId ?? '');

/** A hotel, a hospital, a company: to them the rule of the same owner does not apply. */
export const isCompany = (host: Host | undefined): boolean =>
  host !== undefined && (host.kind !== 'dwelling-owner' || legalPerson.test(taxId(host)));

/** Only a FIN or VÖEN tells one owner from another of the same name. */
export const ownerText = (host: Host | undefined): string | null =>
  host?.kind === 'dwelling-owner' && taxId(host) !== '' ? taxId(host) : null;
