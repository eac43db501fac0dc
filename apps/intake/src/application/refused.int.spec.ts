/** What is no application, or not the caller's to file, over HTTP. */
import { specimenForm } from '../form/specimen';
import { fillCodeBooks, startIntake, type Running } from '../../test/intake.running';

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

let running: Running;
let host: Record<string, string>;

beforeAll(async () => {
  running = await startIntake();
  await fillCodeBooks(running.log);
  host = await running.bearer('host');
});

afterAll(() => running.close());

const file = (body: unknown, headers: Record<string, string>) => running.post('/v1/stay-applications', body, headers);
const refused = async (status: number, body: unknown, headers: Record<string, string> = host): Promise<Problem> => {
  const answer = await file(body, headers);
  const problem = (await answer.json()) as Problem;
  expect([answer.status, problem.code]).toEqual([status, expect.any(String)]);
  return problem;
};
const faults = (problem: Problem) => (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
const traces = () =>
  running.log.query(`SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM reservation) AS reservations`);

describe('A body that is no application', () => {
  it.each<[what: string, body: string, status: number, code: string]>([
    ['not JSON', '{"applicant":', 400, 'body-unreadable'],
    ['nothing', '', 400, 'body-unreadable'],
    ['a list', '[]', 400, 'invalid'],
    ['too large', JSON.stringify({ applicant: 'x'.repeat(300_000) }), 413, 'body-too-large'],
  ])('is answered with a problem: %s', async (_what, body, status, code) => {
    expect(await refused(status, body)).toMatchObject({ code });
  });

  it('is answered with every field that is missing', async () => {
    expect(faults(await refused(400, {})).sort()).toEqual([
      '/applicant required',
      '/document required',
      '/person required',
      '/stay required',
    ]);
  });

  it('is answered with every field that is wrong or unknown', async () => {
    const body = {
      ...specimenForm,
      person: { ...specimenForm.person, sex: 'yes', shoeSize: 38 },
      document: { ...specimenForm.document, expiresOn: '2030-02-30' },
      stay: { ...specimenForm.stay, enteredOn: 'yesterday', purpose: '' },
      host: { ...specimenForm.host, email: 'nowhere' },
    };
    expect(faults(await refused(400, body)).sort()).toEqual([
      '/document/expiresOn date',
      '/host/email email',
      '/person/sex choice',
      '/person/shoeSize unknown-field',
      '/stay/enteredOn date',
      '/stay/purpose required',
    ]);
  });

  it('is answered with what the rules say, by pointer and in the language of the caller', async () => {
    const body = { ...specimenForm, stay: { ...specimenForm.stay, enteredOn: '2026-10-11', purpose: 'magic' } };
    const problem = await refused(422, body, { ...host, 'accept-language': 'az' });
    expect(faults(problem)).toEqual(['/stay/enteredOn entry-in-future', '/stay/purpose unknown-purpose']);
    expect(problem.errors?.[0]?.detail).toBe('Ölkəyə gəlmə tarixi gələcəkdədir.');
  });

  it('leaves no trace', async () => {
    const before = await traces();
    await refused(
      422,
      { ...specimenForm, stay: { ...specimenForm.stay, purpose: 'magic' } },
      { ...host, 'idempotency-key': 'k' },
    );
    expect(await traces()).toEqual(before);
  });
});

describe('Not everybody', () => {
  it('may date an application back', async () => {
    expect(faults(await refused(422, { ...specimenForm, receivedOn: '2026-10-09' }))).toEqual(['/receivedOn officers-only']);
  });
  it('may name a ticket, nor anything that is none', async () => {
    expect(faults(await refused(422, { ...specimenForm, ticket: 'B014' }))).toEqual(['/ticket officers-only']);
    const officer = await running.bearer('officer', 'rmd-baku');
    expect(faults(await refused(400, { ...specimenForm, ticket: '14' }, officer))).toEqual(['/ticket pattern']);
  });
  it('may file for another without an account', async () => {
    expect(faults(await refused(422, specimenForm, {}))).toEqual(['/applicant not-the-applicant']);
  });
  it('may file at all', async () => {
    expect(await refused(403, specimenForm, await running.bearer('analyst'))).toMatchObject({ code: 'forbidden' });
    expect(await refused(403, specimenForm, await running.bearer('officer'))).toMatchObject({ code: 'office-missing' });
    expect((await file(specimenForm, { authorization: 'Bearer x.y.z' })).status).toBe(401);
  });
});
