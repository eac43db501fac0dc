/** The code-books on a real PostgreSQL: sown once, changed by officials, the same in every process. */
import { cause, TestRegister } from '../../test/register';
import { codebook } from './codebook';
import { CodeBooks } from './codebook.cache';
import { codeBookId, seedRows } from './codebook.seed';
import type { CodeBookRow } from './row';
import policies from './seeds/policies.json';

let register: TestRegister;
beforeAll(async () => void (register = await TestRegister.open()));
afterAll(() => register.close());

const id = codeBookId('policies', 'filing-deadline');
const standing = seedRows().find(({ code, validToExclusive }) => code === 'filing-deadline' && validToExclusive === null);
const sixteen = { ...standing, attributes: { days: 16 } } as CodeBookRow;

describe('The code-books', () => {
  it('are complete after the first start, and sown once by two processes that start together', async () => {
    await Promise.all([new CodeBooks(register.log).prepare(), new CodeBooks(register.other).prepare()]);
    const [stored] = await register.log.query(`SELECT count(*)::int FROM event WHERE category = 'codebook'`);
    expect(stored).toEqual({ count: seedRows().length });
    expect((await register.codeBooks.current()).books.get('policies')).toHaveLength(policies.rows.length);
  });

  it('keep the row of an official when a process starts again', async () => {
    await register.log.execute({ decider: codebook, id, command: { type: 'SetRow', row: sixteen }, cause: cause() });
    await new CodeBooks(register.other).prepare();
    expect((await register.other.load(codebook, id)).state).toContainEqual(sixteen);
    expect((await register.other.load(codebook, id)).state).toHaveLength(3);
  });

  it('show a row at once to the process that set it, and under another mark', async () => {
    const before = await register.codeBooks.current();
    const row = { ...sixteen, attributes: { days: 17 } };
    await register.log.execute({ decider: codebook, id, command: { type: 'SetRow', row }, cause: cause() });
    const after = await register.codeBooks.current();
    expect(after.mark).not.toBe(before.mark);
    expect(after.books.get('policies')).toContainEqual(row);
  });
});
