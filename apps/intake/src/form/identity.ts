/** Texts that stand for the same thing become the same text, so that their keyed hashes compare. */
import { documentNumber } from '@qeyd/core';

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
