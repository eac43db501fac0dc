import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import fc from 'fast-check';
import { SigningKeys } from './keys';
import { NotGenuine, openNote, signNote, verifierKey, type Checkpoint } from './note';

const newKey = (): JsonWebKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const publicHalf = ({ d: _, ...jwk }: JsonWebKey): JsonWebKey => jwk;
const keysOf = (jwk: object): SigningKeys => new SigningKeys(JSON.stringify(jwk), 'checkpoints');
const origin = 'urn:qeyd:intake';
const checkpoint: Checkpoint = {
  origin,
  size: 42,
  root: Buffer.alloc(32, 1),
  chain: Buffer.alloc(32, 2),
  at: '2026-11-16T08:30:12.371Z',
};

describe('A checkpoint', () => {
  const jwk = newKey();
  const keys = keysOf(jwk);
  const note = signNote(checkpoint, keys);

  it('is a signed note in the form of C2SP: log, size, root, our two lines, and the signature with the id of its key', () => {
    const [signature = ''] = note.split(' ').slice(-1);
    expect(note).toBe(
      `${origin}\n42\n${checkpoint.root.toString('base64')}\nchain ${checkpoint.chain.toString('base64')}\ntime ${checkpoint.at}\n\n— ${origin} ${signature}`,
    );
    const id = Buffer.from(signature, 'base64').subarray(0, 4).toString('hex');
    const key = Buffer.concat([Buffer.of(1), keys.current.bytes]).toString('base64');
    expect(verifierKey(origin, keys.current)).toBe(`${origin}+${id}+${key}`);
  });

  it('names its key as the tools of others do', () => {
    const vector = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'; // of golang.org/x/mod/sumdb/note
    const x = Buffer.from(vector.slice(22), 'base64').subarray(1).toString('base64url');
    expect(verifierKey('PeterNeumann', keysOf({ kty: 'OKP', crv: 'Ed25519', x }).current)).toBe(vector);
  });

  it('is read by whoever has the public key alone', () => {
    expect(openNote(note, origin, keysOf(publicHalf(jwk)))).toMatchObject(checkpoint);
  });

  it('is not genuine when any one of its signs is another', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('0', 'A', 'z', '+', '=', ' ', '\n', '—'), (at, sign) => {
        const changed = `${note.slice(0, at)}${sign}${note.slice(at + 1)}`;
        if (changed !== note) expect(() => openNote(changed, origin, keys)).toThrow(NotGenuine);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not taken for one of another log, nor from a stranger; a second signature does no harm', () => {
    expect(() => openNote(note, 'urn:qeyd:notification', keys)).toThrow('of the log urn:qeyd:intake');
    expect(() => openNote(note, origin, keysOf(newKey()))).toThrow('no known key');
    const witness = signNote(checkpoint, keysOf(newKey())).split('\n\n')[1] ?? '';
    expect(openNote(note + witness, origin, keys)).toMatchObject(checkpoint);
  });
});

describe('Keys that were replaced', () => {
  const [old, next] = [newKey(), newKey()];
  const exp = Date.parse('2026-11-16T09:00:00Z') / 1000;
  const rotated = keysOf({ keys: [next, { ...publicHalf(old), exp }] });

  it('still prove what they signed, and nothing that is dated later', () => {
    expect(openNote(signNote(checkpoint, keysOf(old)), origin, rotated).key.jwk).toMatchObject({ x: old.x, exp });
    const late = signNote({ ...checkpoint, at: '2026-11-16T09:00:00.001Z' }, keysOf(old));
    expect(() => openNote(late, origin, rotated)).toThrow('retired');
  });

  it('do not sign any more; the new one does, and both are published, without their private halves', () => {
    expect(openNote(signNote(checkpoint, rotated), origin, rotated).key).toBe(rotated.current);
    expect(rotated.keySet.keys.map(({ x }) => x)).toEqual([next.x, old.x]);
    for (const key of rotated.keySet.keys) expect(key).not.toHaveProperty('d');
  });

  it.each([
    ['is not an Ed25519 key', { kty: 'EC', crv: 'P-256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) }],
    ['is still private', { keys: [next, { ...old, exp }] }],
    ['does not say when', { keys: [next, publicHalf(old)] }],
    ['There is no key', { keys: [] }],
  ])('are refused when one %s', (why, jwk) => expect(() => keysOf(jwk)).toThrow(why)); // prettier-ignore

  it('sign nothing where there is only a public key', () => {
    expect(() => signNote(checkpoint, keysOf(publicHalf(next)))).toThrow('public key');
  });
});
