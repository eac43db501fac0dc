/** What a sealed box promises. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { BrokenSeal, Seal } from './seal';

const key = new Seal(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const flipped = (box: Buffer, at: number): Buffer => {
  const changed = Buffer.from(box);
  changed[at % box.length] = (changed[at % box.length] ?? 0) ^ 1;
  return changed;
};

describe('A sealed box', () => {
  it('gives back exactly what was put in', () =>
    fc.assert(fc.property(bytes, fc.string(), (clear, aad) => key.open(aad, key.seal(aad, clear)).equals(clear))));

  it('does not open once any byte of it was changed', () =>
    fc.assert(
      fc.property(bytes, fc.string(), fc.nat(), (clear, aad, at) => {
        expect(() => key.open(aad, flipped(key.seal(aad, clear), at))).toThrow(BrokenSeal);
      }),
    ));

  it('does not open for another event', () =>
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (clear, aad, other) => {
        fc.pre(aad !== other);
        expect(() => key.open(other, key.seal(aad, clear))).toThrow(BrokenSeal);
      }),
    ));

  it('does not open when cut at any length', () =>
    fc.assert(
      fc.property(bytes, fc.nat(), (clear, length) => {
        const box = key.seal('a', clear);
        expect(() => key.open('a', box.subarray(0, length % box.length))).toThrow(BrokenSeal);
      }),
    ));

  it('does not open with the key of another subject', () => {
    expect(() => new Seal(randomBytes(32)).open('a', key.seal('a', Buffer.from('ERIKSSON')))).toThrow(BrokenSeal);
  });

  it('looks different each time and does not contain its content', () => {
    const [one, two] = [key.seal('a', Buffer.from('ERIKSSON')), key.seal('a', Buffer.from('ERIKSSON'))];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('ERIKSSON')).toBe(false);
  });
});
