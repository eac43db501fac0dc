import fc from 'fast-check';
import { documentNumber } from './document';

describe('A document is known again', () => {
  it.each([
    ['ab-123 456', 'AB123456'],
    ['АВ123456', 'AB123456'],
    ['ＡＢ１２３４５６', 'AB123456'],
  ])('by the document number, written as %s or %s', (one, other) => {
    expect(documentNumber(one)).toBe(documentNumber(other));
  });

  it('by a number that is the same once normalised and normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => documentNumber(documentNumber(text)) === documentNumber(text)),
    );
  });
});
