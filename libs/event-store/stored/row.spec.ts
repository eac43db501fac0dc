/** Rows of the log as COPY gives them in its binary format: read cell by cell, decoded only where somebody looks. */
import { RecordedRow, rowsOf, type StoredRow } from './row';

const id = '01900000-0000-7000-8000-000000000001';
const cause = { id: 'c-1', correlation: 'c-1', actor: 'officer:1' };
const micros = (at: string): bigint => BigInt(Date.parse(at) - Date.UTC(2000, 0, 1)) * 1000n;

const int16 = (value: number): Buffer => Buffer.from(Int16Array.of(value).buffer).swap16();
const int32 = (value: number): Buffer => Buffer.from(Int32Array.of(value).buffer).swap32();
const int64 = (value: bigint): Buffer => Buffer.from(BigInt64Array.of(value).buffer).swap64();
const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex');
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const event = {
  position: int64(7n),
  stream: uuid(id),
  version: int32(2),
  schema: int16(1),
  recordedAt: int64(micros('2026-11-22T09:30:00.123Z')),
  subject: null,
  sealed: null,
  category: Buffer.from('guest'),
  type: Buffer.from('GuestNoted'),
  meta: json(cause),
  data: json({ city: 'Gəncə' }),
};

/** What the server sends for these rows. */
function copied(...rows: readonly Readonly<Record<string, Buffer | null>>[]): StoredRow[] {
  const cellOf = (cell: Buffer | null): Buffer => (cell ? Buffer.concat([int32(cell.length), cell]) : int32(-1));
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), int32(0), int32(0)]);
  const bodies = rows.map((row) => Buffer.concat([int16(11), ...Object.values(row).map(cellOf)]));
  return rowsOf(Buffer.concat([header, ...bodies, int16(-1)]));
}

it('read as the events that were stored', () => {
  const found = copied(event, { ...event, position: int64(9_007_199_254n), subject: uuid(id), sealed: Buffer.from([0, 255]) });
  const [first, second] = found.map((row) => new RecordedRow(row));
  const read = { ...{ position: first?.position, stream: first?.stream, version: first?.version, type: first?.type } };
  expect(read).toEqual({ position: 7, stream: `guest-${id}`, version: 2, type: 'GuestNoted' });
  expect([first?.data, first?.cause, first?.recordedAt]).toEqual([{ city: 'Gəncə' }, cause, '2026-11-22T09:30:00.123Z']);
  expect(second?.position).toBe(9_007_199_254);
  expect(found.map(({ subject, sealed }) => [subject, sealed])).toEqual([
    [null, null],
    [id, Buffer.from([0, 255])],
  ]);
});

it('are none where nothing was found', () => {
  expect(copied()).toEqual([]);
});

it('are parsed only where somebody looks, and once', () => {
  const [torn] = copied({ ...event, data: Buffer.from('{') });
  expect(torn?.type).toBe('GuestNoted');
  expect(() => torn?.data).toThrow(SyntaxError);
  const [whole] = copied(event);
  expect(whole?.data).toBe(whole?.data);
});
