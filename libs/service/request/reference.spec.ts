import fc from 'fast-check';
import { readReference, readSecret, referenceOf, secretOf } from './reference';

const APPLICATION = '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711';
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('The reference of an application', () => {
  const reference = referenceOf(APPLICATION);

  it('is short enough for the telephone', () => expect(reference).toMatch(/^QYD(-[0-9A-HJKMNP-TV-Z]{4}){3}$/));

  it('is understood in small letters, without dashes, with O for 0 and L for 1', () => {
    const typed = reference.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(readReference(typed)).toBe(reference);
    expect(readReference(reference.slice(4))).toBe(reference);
  });

  it('is always understood as it was given', () => {
    fc.assert(fc.property(fc.uuid({ version: 7 }), (id) => readReference(referenceOf(id)) === referenceOf(id)));
  });

  it('betrays any one wrong sign and any two swapped neighbours', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 31 }), (id, at, by) => {
        const text = referenceOf(id).slice(4).replaceAll('-', '');
        const wrong = `${text.slice(0, at)}${signs.charAt(by)}${text.slice(at + 1)}`;
        const swapped = `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;
        for (const typed of [wrong, swapped]) if (typed !== text) expect(readReference(typed)).toBeNull();
      }),
    );
  });

  it.each(['', 'QYD', 'QYD-1', 'hello', '👋'])('is not read from %j', (typed) => expect(readReference(typed)).toBeNull());
});

describe('The secret of an application', () => {
  const secret = secretOf('q1ZC5oPSk8n0cJc3mJ0Zl1mQvXr3VnS0Yb3mXn0kQ2A');

  it('has a hundred bits in signs that survive paper', () =>
    expect(secret).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/));
  it('is understood however it was typed', () => expect(readSecret(secret.toLowerCase().replaceAll('-', ''))).toBe(secret));
});
