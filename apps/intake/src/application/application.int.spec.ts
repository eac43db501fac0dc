/** Applications over HTTP, on a real PostgreSQL with a real vault. */
import { Health } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { specimenForm, specimenMrz } from '../form/specimen';
import { fillCodeBooks, startIntake, type Running } from '../../test/intake.running';
import { application } from './application';
import type { AcceptedDto, StatusDto } from './answer.dto';

interface Problem {
  readonly code: string;
}

let running: Running;
let host: Record<string, string>;

beforeAll(async () => {
  running = await startIntake();
  host = await running.bearer('host');
});

afterAll(() => running.close());

const file = (body: unknown, headers: Record<string, string> = {}) => running.post('/v1/stay-applications', body, headers);
const filed = async (body: unknown, headers: Record<string, string> = host): Promise<AcceptedDto> => {
  const answer = await file(body, headers);
  expect([answer.status, answer.status === 201 ? '' : await answer.text()]).toEqual([201, '']);
  return (await answer.json()) as AcceptedDto;
};
const refused = async (status: number, body: unknown, headers: Record<string, string> = host): Promise<Problem> => {
  const answer = await file(body, headers);
  const problem = (await answer.json()) as Problem;
  expect([answer.status, problem.code]).toEqual([status, expect.any(String)]);
  return problem;
};
const foreigner = () => {
  const { host: _, ...form } = specimenForm;
  return { ...form, applicant: 'foreigner' };
};
const events = async (): Promise<number> =>
  Number((await running.log.query<{ n: string }>('SELECT count(*) AS n FROM event'))[0]?.n);

it('An application that comes before the code-books is asked to come again', async () => {
  expect((await refused(503, specimenForm)).code).toBe('unavailable');
  await fillCodeBooks(running.log);
  const copy = new CodeBookCopy(running.log, { hasTaken: () => Promise.resolve(false) }, new Health(), ['countries']);
  await expect(copy.current()).rejects.toThrow('Rows are still coming'); // some of each book is not all of it
  await filed(specimenForm);
});

describe('An application', () => {
  it('is answered at once with its reference, its secret and a receipt that anyone can verify', async () => {
    const accepted = await filed({ ...specimenForm, document: { ...specimenForm.document, mrz: specimenMrz } });
    expect(accepted).toMatchObject({
      reference: expect.stringMatching(/^QYD(-[0-9A-Z]{4}){3}$/) as string,
      receivedAt: running.clock.at,
      late: false,
      daysLate: 0,
      warnings: [],
      statusUrl: 'https://qeyd.example.org/v1/stay-applications/status',
    });
    const check = (await (await fetch(accepted.receiptUrl.replace('https://qeyd.example.org', running.url))).json()) as object;
    expect(check).toMatchObject({ valid: true, receipt: { sub: accepted.reference, jti: accepted.application } });
    const qr = await fetch(accepted.receiptQrUrl.replace('https://qeyd.example.org', running.url));
    expect(qr.headers.get('content-type')).toContain('image/svg+xml');
    expect(await qr.text()).toContain('<svg');
    const keys = (await (await fetch(`${running.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys.keys).toEqual([expect.objectContaining({ kty: 'OKP', crv: 'Ed25519' })]);
  });

  it('that an officer takes in names the ticket of that day', async () => {
    const officer = await running.bearer('officer', 'rmd-baku');
    const key = { ...officer, 'idempotency-key': 'ticket' };
    const accepted = await filed({ ...specimenForm, ticket: ' b014 ' }, key);
    const late = await filed({ ...specimenForm, ticket: 'B014', receivedOn: '2026-10-08', receivedReason: 'power cut' }, officer);
    const without = await filed(specimenForm, officer);
    const tickets = [accepted, late, without].map(async ({ application: id }) => {
      const [news] = (await running.log.load(application, id)).events;
      return (news as { data: { ticket?: object } }).data.ticket;
    });
    expect(await Promise.all(tickets)).toEqual([
      { office: 'rmd-baku', on: '2026-10-10', number: 'B014' },
      { office: 'rmd-baku', on: '2026-10-08', number: 'B014' },
      undefined,
    ]);
    expect((await refused(422, { ...specimenForm, ticket: 'B015' }, key)).code).toBe('idempotency-key-reused');
  });

  it('is received on the day on which an officer says, with the reason kept', async () => {
    const officer = await running.bearer('officer', 'rmd-baku');
    const accepted = await filed({ ...specimenForm, receivedOn: '2026-10-08', receivedReason: 'power cut' }, officer);
    expect(accepted.receivedAt).toBe('2026-10-07T20:00:00.000Z');
    const {
      events: [news, form],
    } = await running.log.load(application, accepted.application);
    expect(news?.data).toMatchObject({ channel: 'counter', filedBy: 'officer', office: 'rmd-baku' });
    expect(form?.data).toMatchObject({ backdatedFor: 'power cut', form: { person: { surname: 'Eriksson' } } });
  });

  it('is late, and taken all the same', async () => {
    const late = { ...specimenForm, stay: { ...specimenForm.stay, enteredOn: '2026-08-03' } };
    expect(await filed(late)).toMatchObject({ late: true, daysLate: 53 });
  });

  it('is filed by a foreigner alone without an account', async () => {
    expect(await filed(foreigner(), {})).toMatchObject({ late: false });
  });

  it('tells what an officer should look at in the language of the caller', async () => {
    const german = { ...specimenForm, person: { ...specimenForm.person, citizenship: 'DEU' } };
    const { warnings } = await filed(german, { ...host, 'accept-language': 'ru' });
    expect(warnings).toEqual([{ code: 'citizenship-needs-visa', detail: expect.stringContaining('виз') as string }]);
  });

  it('belongs to the same person whoever files it and however the number is written', async () => {
    const one = await filed(specimenForm);
    const other = await filed({ ...specimenForm, document: { ...specimenForm.document, number: ' l898 902-c3' } });
    const people = await running.log.query('SELECT DISTINCT person FROM application_view WHERE id = ANY ($1)', [
      [one.application, other.application],
    ]);
    expect(people).toHaveLength(1);
  });
});

describe('Sent again with the same key, an application', () => {
  const key = (name: string) => ({ ...host, 'idempotency-key': name });

  it('gets the same answer, with the same secret, and exists once', async () => {
    const first = await filed(specimenForm, key('again'));
    running.clock.at = '2026-10-10T09:00:00.000Z';
    const before = await events();
    expect(await filed(specimenForm, key('again'))).toEqual(first);
    expect(await events()).toBe(before);
  });

  it('exists once also when it is sent twenty times at the same moment', async () => {
    const before = await events();
    const answers = await Promise.all(Array.from({ length: 20 }, () => filed(specimenForm, key('race'))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await events()).toBe(before + 2);
  });

  it('gets the same answer even when the stay is over by then', async () => {
    const first = await filed(specimenForm, key('long-ago'));
    running.clock.at = '2027-06-01T08:00:00.000Z';
    expect(await filed(specimenForm, key('long-ago'))).toEqual(first);
    running.clock.at = '2026-10-10T08:00:00.000Z';
  });

  it('is refused when its content is another', async () => {
    await filed(specimenForm, key('reused'));
    const other = { ...specimenForm, person: { ...specimenForm.person, surname: 'Ericsson' } };
    expect(await refused(422, other, key('reused'))).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('may be corrected when it was refused before', async () => {
    await refused(422, { ...specimenForm, stay: { ...specimenForm.stay, purpose: 'magic' } }, key('corrected'));
    await filed(specimenForm, key('corrected'));
  });

  it('is an application of its own for another client', async () => {
    const mine = await filed(foreigner(), { 'idempotency-key': 'shared' });
    const other = await filed(specimenForm, key('shared'));
    expect(other.application).not.toBe(mine.application);
  });
});

describe('The status of an application', () => {
  const status = (reference: string, secret: string) => running.post('/v1/stay-applications/status', { reference, secret });

  it('is shown to whoever holds the reference and the secret', async () => {
    const { reference, secret } = await filed(specimenForm);
    const answer = await status(reference.toLowerCase(), secret.replaceAll('-', ''));
    expect(answer.status).toBe(200);
    expect((await answer.json()) as StatusDto).toEqual({
      reference,
      status: 'received',
      receivedAt: running.clock.at,
      daysLate: 0,
      warnings: [],
      from: null,
      toExclusive: null,
      reason: null,
      informedAt: null,
    });
  });

  it('is the same not found for a wrong secret, a wrong reference and nonsense', async () => {
    const mine = await filed(specimenForm);
    const other = await filed(specimenForm);
    const pairs = [
      [mine.reference, other.secret],
      ['QYD-0000-0000-0000', mine.secret],
      ['x', 'y'],
    ] as const;
    for (const [reference, secret] of pairs) {
      const answer = await status(reference, secret);
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([404, 'application-not-found']);
    }
  });
});

it('Nothing personal stands in clear: not in the log, the tables or the lines of the process', async () => {
  const dump = await running.log.query(
    `SELECT (SELECT json_agg(json_build_array(data, meta)) FROM event) AS events,
            (SELECT json_agg(v) FROM application_view v) AS view, (SELECT json_agg(r) FROM reservation r) AS reservations`,
  );
  const clear = JSON.stringify(dump) + running.lines.join('\n');
  for (const personal of ['Eriksson', 'ERIKSSON', 'Anna Maria', 'L898902C3', '1974-08-12', 'example.org"', 'küçəsi', 'power cut'])
    expect(clear).not.toContain(personal);
});
