/** Rows of the log as PostgreSQL writes them: read cell by cell, parsed only where somebody looks. */
import { RecordedRow, StoredRow, type Cells } from './row';

const id = '01900000-0000-7000-8000-000000000001';
const cause = { id: 'c-1', correlation: 'c-1', actor: 'officer:1' };
const cells = (more: Readonly<Record<number, string>> = {}): Cells =>
  Object.assign(
    ['7', id, '2', 'guest', 'GuestNoted', '1', null, null, '1795339800123.0001', JSON.stringify(cause), '{"nights":3}'],
    more,
  );

it('reads as the event that was stored', () => {
  const { position, stream, version, type, data, cause: why, recordedAt } = new RecordedRow(new StoredRow(cells()));
  const read = { position, stream, version, type, data, cause: why, recordedAt };
  const expected = { position: 7, stream: `guest-${id}`, version: 2, type: 'GuestNoted', data: { nights: 3 }, cause };
  expect(read).toEqual({ ...expected, recordedAt: '2026-11-22T09:30:00.123Z' });
  expect(new StoredRow(cells({ 6: id, 7: '00ff' }))).toMatchObject({ subject: id, sealed: Buffer.from([0, 255]) });
});

it('parses nothing that nobody looks at, and what is looked at once', () => {
  const unread = new RecordedRow(new StoredRow(cells({ 10: '{' })));
  expect(unread.type).toBe('GuestNoted');
  expect(() => unread.data).toThrow(SyntaxError);
  const read = new RecordedRow(new StoredRow(cells()));
  expect(read.data).toBe(read.data);
});
