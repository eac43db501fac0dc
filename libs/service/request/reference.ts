/** What an applicant holds in hand: the reference of an application, notice or booking, and the secret that opens it. */

/** Crockford's base 32: no I, L, O, U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sign = (value: number): string => signs.charAt(value);

/** In the field of 32 elements (x⁵ + x² + 1), where each sign is one of them. */
const twice = (element: number): number => (element << 1) ^ (element & 16 ? 0b100101 : 0);

/** The sum of the signs, each weighted by a power of x: notices any one wrong sign and any two swapped. */
const check = (text: string): string => sign(twice([...text].reduce((sum, each) => twice(sum) ^ signs.indexOf(each), 0)));

const grouped = (text: string, size: number): string => (text.match(new RegExp(`.{1,${String(size)}}`, 'g')) ?? []).join('-');

/** 55 random bits of the id and a check sign: `QYD-XXXX-XXXX-XXXX`. */
export function referenceOf(id: string): string {
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-14)}`);
  let text = '';
  for (let i = 0; i < 11; i++, bits >>= 5n) text = sign(Number(bits & 31n)) + text;
  return `QYD-${grouped(text + check(text), 4)}`;
}

/** The reference that a person meant: small letters, missing dashes, `O` for `0` are forgiven; `null` when the check sign is wrong. */
export function readReference(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^QYD/, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const valid = text.length === 12 && [...text].every((each) => signs.includes(each)) && check(text.slice(0, 11)) === text.at(-1);
  return valid ? `QYD-${grouped(text, 4)}` : null;
}

/** 100 bits of a keyed hash (base64url) in signs that survive paper and telephone. */
export const secretOf = (keyedHash: string): string =>
  grouped([...keyedHash.slice(0, 20)].map((each) => sign(base64url.indexOf(each) & 31)).join(''), 5);

/** The secret as it was given out, whatever way it was typed. */
export const readSecret = (typed: string): string =>
  grouped(
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
    5,
  );
