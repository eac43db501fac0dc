/** The main job from outside: filed, registered, e-mailed; and what becomes of input that cannot be used. */
import { reckon } from './reckoning';
import { RunningSystem, specimen, until, type Accepted } from './running';

jest.setTimeout(120_000);

let system: RunningSystem;

interface AuditPage {
  readonly behind: number;
  readonly logs: readonly {
    readonly position: number;
    readonly relayed: number;
    readonly topics: readonly { readonly topic: string; readonly published: number }[];
  }[];
}

interface CounterDay {
  readonly tickets: readonly { readonly number: string; readonly applications: readonly string[] }[];
}

interface Status {
  readonly status: string;
  readonly informedAt: string | null;
  readonly from: string;
  readonly toExclusive: string;
}

interface Problem {
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

beforeAll(async () => {
  system = await RunningSystem.start();
});

afterAll(() => system.stop());

const statusOf = async ({ reference, secret }: Accepted): Promise<Status> =>
  (await (await system.post('intake', '/v1/stay-applications/status', { reference, secret })).json()) as Status;

it('registers the person, sends one confirmation, and shows both under the reference', async () => {
  const email = 'main@example.org';
  const accepted = await system.file(specimen(email));
  await reckon(system, new Map([[email, accepted]]));
  const status = await until(async () => {
    const found = await statusOf(accepted);
    return found.informedAt ? found : null;
  });
  expect(status).toMatchObject({ status: 'registered' });
  expect((Date.parse(status.toExclusive) - Date.parse(status.from)) / 86_400_000).toBe(90);
});

it('links the second application for the same stay and registers once', async () => {
  const number = 'DOUBLE42';
  const [first, second] = [
    await system.file(specimen('first@example.org', { number })),
    await system.file(specimen('second@example.org', { number })),
  ];
  await until(async () => (await statusOf(second)).status === 'duplicate');
  expect((await statusOf(first)).status).toBe('registered');
  await until(async () => (await system.mailsTo('second@example.org')).length === 1);
});

it('attaches what is filed at a counter to the visit of the ticket', async () => {
  const officer = await system.bearer('officer');
  const walkIn = await system.post('queue-booking', '/v1/offices/asan-baku-1/tickets', { service: 'stay-registration' }, officer);
  const { number: ticket } = (await walkIn.json()) as { number: string };
  const answer = await system.post('intake', '/v1/stay-applications', { ...specimen('counter@example.org'), ticket }, officer);
  const { reference } = (await answer.json()) as Accepted;
  const found = await until(async () => {
    const day = await system.get<CounterDay>('queue-booking', '/v1/offices/asan-baku-1/day', 'officer');
    return day.tickets.find(({ applications }) => applications.length > 0);
  });
  expect(found).toMatchObject({ number: ticket, applications: [reference] });
});

it('keeps hundreds of applications at once apart', async () => {
  const emails = Array.from({ length: 200 }, (_, i) => `many-${i}@example.org`);
  const acceptances = await Promise.all(emails.map(async (email) => [email, await system.file(specimen(email))] as const));
  await reckon(system, new Map(acceptances));
});

it('shows on one page that of all that was published nothing is missing, once everything has been taken', async () => {
  const whole = await until(async () => {
    const page = await system.get<AuditPage>('worker', '/v1/audit', 'supervisor');
    const isDone = page.logs.length === 4 && page.logs.every(({ position, relayed }) => position > 0 && relayed === position);
    return isDone && page.behind === 0 ? page : null;
  });
  expect(whole).toMatchObject({ whole: true, missing: 0, unknown: [] });
  const published = whole.logs.flatMap(({ topics }) => topics.map(({ topic, published: count }) => [topic, count > 0]));
  expect(Object.fromEntries(published)).toMatchObject({ intake: true, registry: true, codebook: true, notification: true });
});

describe('a body that cannot be used', () => {
  const refused = async (body: string, headers: Readonly<Record<string, string>> = {}): Promise<Problem> => {
    const response = await fetch(`${system.url('intake')}/v1/stay-applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
      body,
    });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem.status).toBe(response.status);
    return problem;
  };
  const changed = (change: object): string => JSON.stringify({ ...specimen('bad@example.org'), ...change });

  it.each([
    ['is not JSON', '{"applicant":', 400],
    ['is empty', '', 400],
    ['is a list', '[]', 400],
    ['is too large', JSON.stringify({ applicant: 'x'.repeat(300_000) }), 413],
  ])('is refused when it %s', async (_, body, status) => {
    expect((await refused(body)).status).toBe(status);
  });

  it('names every field at fault by its pointer', async () => {
    const { errors = [] } = await refused(
      changed({ applicant: 'ghost', stay: { basis: 'visa-free', enteredOn: '2026-02-30' }, extra: 1 }),
    );
    const pointers = errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/applicant', '/stay/enteredOn', '/stay/purpose', '/stay/address', '/extra']),
    );
  });

  it('speaks the language of the caller', async () => {
    const [az, ru] = [await refused('{}', { 'accept-language': 'az' }), await refused('{}', { 'accept-language': 'ru' })];
    expect(ru.errors?.[0]?.detail).toMatch(/[а-я]/i);
    expect(az.errors?.[0]?.detail).not.toBe(ru.errors?.[0]?.detail);
  });
});
