/** Departure notices over HTTP, on a real PostgreSQL with a real vault. */
import type { AcceptedDto } from '../application/answer.dto';
import { specimenForm } from '../form/specimen';
import { fillCodeBooks, startIntake, type Running } from '../../test/intake.running';
import { departure } from './departure';
import type { NoticeDto } from './departure.dto';

let running: Running;
let host: Record<string, string>;
let officer: Record<string, string>;
let accepted: AcceptedDto;

const { country, type, number } = specimenForm.document;
const document = { country, type, number };
const leavesOn = '2026-10-20';

beforeAll(async () => {
  running = await startIntake();
  await fillCodeBooks(running.log);
  [host, officer] = await Promise.all([running.bearer('host'), running.bearer('officer', 'rmd-baku')]);
  const answer = await running.post('/v1/stay-applications', specimenForm, host);
  accepted = (await answer.json()) as AcceptedDto;
});

afterAll(() => running.close());

const report = (body: object, headers: Record<string, string> = {}) => running.post('/v1/departures', body, headers);
const reported = async (body: object, headers: Record<string, string> = {}): Promise<NoticeDto> => {
  const answer = await report(body, headers);
  expect(answer.status).toBe(201);
  return (await answer.json()) as NoticeDto;
};
const withdraw = (id: string, body: object, headers: Record<string, string> = {}) =>
  running.post(`/v1/departures/${id}/withdrawal`, body, headers);
const problemOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const held = () => ({ reference: accepted.reference, secret: accepted.secret });

describe('A departure', () => {
  it('is told by the person who holds the secret of the application', async () => {
    const { departure: id } = await reported({ ...held(), leavesOn });
    const { events } = await running.log.load(departure, id);
    const [{ person } = { person: '' }] = await running.log.query<{ person: string }>('SELECT person FROM application_view');
    expect(events.map(({ data }) => data)).toEqual([
      { departure: id, person, leavesOn, reportedBy: 'foreigner', receivedAt: running.clock.at, submission: null },
    ]);
  });

  it('is told by a host or an officer by the document, and concerns the same person', async () => {
    const notices = await Promise.all([reported({ document, leavesOn }, host), reported({ document, leavesOn }, officer)]);
    const streams = await running.log.loadMany(
      departure,
      notices.map(({ departure: id }) => id),
    );
    const people = await running.log.query<{ person: string }>('SELECT DISTINCT person FROM application_view');
    expect(people).toHaveLength(1);
    for (const { state } of streams) expect(state).toMatchObject({ notice: { person: people[0]?.person } });
  });

  it('is recorded once, however often it is sent with its key', async () => {
    const headers = { ...host, 'idempotency-key': 'leaving' };
    const notices = await Promise.all(Array.from({ length: 5 }, () => reported({ document, leavesOn }, headers)));
    expect(new Set(notices.map((notice) => JSON.stringify(notice))).size).toBe(1);
    const other = await report({ document, leavesOn: '2026-10-21' }, headers);
    expect(await problemOf(other)).toEqual([422, 'idempotency-key-reused']);
  });

  it('is not told by a stranger who knows a passport number', async () => {
    expect(await problemOf(await report({ document, leavesOn }))).toEqual([403, 'document-needs-account']);
  });

  it('concerns nobody without a document or a secret', async () => {
    expect(await problemOf(await report({ leavesOn }, host))).toEqual([422, 'person-not-told']);
    expect(await problemOf(await report({ ...held(), document, leavesOn }, host))).toEqual([422, 'person-not-told']);
    const wrong = { reference: accepted.reference, secret: 'WRONG', leavesOn };
    expect(await problemOf(await report(wrong))).toEqual([404, 'application-not-found']);
  });

  it('does not take a number that says nothing', async () => {
    expect(await problemOf(await report({ document: { ...document, number: '--' }, leavesOn }, host))).toEqual([400, 'invalid']);
  });
});

describe('A departure notice is taken back', () => {
  it('by whoever holds its secret, and once', async () => {
    const { departure: id, secret } = await reported({ document, leavesOn }, host);
    expect((await withdraw(id, { secret })).status).toBe(200);
    expect((await withdraw(id, { secret })).status).toBe(200);
    const { events } = await running.log.load(departure, id);
    expect(events.map((event) => event.type)).toEqual(['DepartureReported', 'DepartureWithdrawn']);
  });

  it('by nobody else', async () => {
    const { departure: id } = await reported({ document, leavesOn }, host);
    const { application, secret } = accepted;
    expect(await problemOf(await withdraw(id, { secret }, officer))).toEqual([404, 'departure-not-found']);
    expect(await problemOf(await withdraw(application, { secret }, officer))).toEqual([404, 'departure-not-found']);
    expect(await problemOf(await withdraw(id, {}, officer))).toEqual([400, 'invalid']);
    expect(await problemOf(await withdraw('nonsense', { secret }))).toEqual([400, 'invalid']);
  });

  it('not on its date', async () => {
    const { departure: id, secret } = await reported({ document, leavesOn: '2026-10-10' }, host);
    expect(await problemOf(await withdraw(id, { secret }))).toEqual([409, 'departure-date-reached']);
  });
});
