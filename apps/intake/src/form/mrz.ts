/** Compares a machine-readable zone, once read, with what was typed beside it. */
import { documentNumber } from '@qeyd/core';
import type { Fault, MrzReading, StayForm } from './form';

/** Doc 9303 part 3, section 5: codes of the zone that are not those of ISO 3166. */
const countries: Readonly<Record<string, string>> = { D: 'DEU', GBD: 'GBR', GBN: 'GBR', GBO: 'GBR', GBP: 'GBR', GBS: 'GBR' };
const countryOf = (code: string): string => countries[code] ?? code;

/** Doc 9303 part 3, section 6: an issuer writes either the long or the short form. */
const long: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ö: 'OE',
  Ø: 'OE',
  Ü: 'UE',
  ß: 'SS',
  Þ: 'TH',
  Œ: 'OE',
  Ñ: 'NXX',
};
const short: Readonly<Record<string, string>> = {
  Ə: 'E',
  Æ: 'AE',
  Ø: 'O',
  ß: 'SS',
  Þ: 'TH',
  Œ: 'OE',
  Ð: 'D',
  Đ: 'D',
  Ł: 'L',
  ı: 'I',
  Ħ: 'H',
};

const spell = (name: string, table: Readonly<Record<string, string>>): string =>
  [...name.normalize('NFC').toUpperCase()]
    .map((letter) => table[letter] ?? short[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '');

/** A name in another alphabet cannot be compared: the zone is then taken at its word. */
const sameName = (typed: string, zone: string, cut: boolean): boolean => {
  const read = spell(zone, short);
  return [long, short].some((table) => {
    const name = spell(typed, table);
    return name === read || (cut && name.startsWith(read)) || /[^A-Z]/.test(name);
  });
};

const differs = (pointer: string): Fault => ({ pointer, code: 'differs-from-mrz' });
const inZone = (date: string): string => date.slice(2).replaceAll('-', '');

/** What of the typed fields the zone contradicts. */
export function mrzFaults({ person, document }: StayForm, mrz: MrzReading): Fault[] {
  if (typeof mrz === 'string') return [{ pointer: '/document/mrz', code: mrz }];
  const same: readonly (readonly [pointer: string, agrees: boolean])[] = [
    ['/person/surname', sameName(person.surname, mrz.surname, mrz.cut)],
    ['/person/givenNames', sameName(person.givenNames, mrz.givenNames, mrz.cut)],
    ['/person/birthDate', inZone(person.birthDate) === mrz.birthDate],
    ['/person/sex', person.sex === mrz.sex],
    ['/person/citizenship', person.citizenship === countryOf(mrz.citizenship)],
    ['/document/country', document.country === countryOf(mrz.country)],
    ['/document/number', documentNumber(document.number) === documentNumber(mrz.number)],
    ['/document/expiresOn', mrz.expiresOn === null || inZone(document.expiresOn) === mrz.expiresOn],
  ];
  return same.filter(([, agrees]) => !agrees).map(([pointer]) => differs(pointer));
}
