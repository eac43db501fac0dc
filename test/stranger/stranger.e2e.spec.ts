/** A stranger's client in another language: it knows the AsyncAPI document and its credentials, and nothing else of Qeyd. */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSystem, type SystemDescription } from '../running';

jest.setTimeout(240_000);

interface Partner {
  readonly source: string;
  readonly offices: readonly string[];
  readonly key: object;
}

interface Seen {
  readonly accepted: Readonly<Record<string, unknown>>;
  readonly refused: Readonly<Record<string, unknown>>;
  readonly told: readonly Readonly<Record<string, unknown>>[];
  readonly 'code-book': Readonly<Record<string, string>>;
  readonly denied: Readonly<Record<string, boolean>>;
}

const ROOT = join(__dirname, '..', '..');

/** A Python of its own with the packages of requirements.txt, made once for each version of that file. */
function stranger(): string {
  const wanted = readFileSync(join(__dirname, 'requirements.txt'));
  const folder = join(ROOT, '.local', `stranger-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'made'))) return python;
  execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'inherit' });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', join(__dirname, 'requirements.txt')];
  execFileSync(python, install, { stdio: 'inherit' });
  writeFileSync(join(folder, 'made'), '');
  return python;
}

const run = (python: string, config: object): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const child = execFile(python, [join(__dirname, 'stranger.py')], { cwd: ROOT }, (error, said, complained) => {
      if (error) reject(new Error(`${error.message}\n${complained}`));
      else resolve(JSON.parse(said) as Seen);
    });
    child.stdin?.end(JSON.stringify(config));
  });

let system: RunningSystem;
let seen: Seen;

beforeAll(async () => {
  const python = stranger();
  system = await RunningSystem.start();
  const { kafka, keys } = system.description as SystemDescription & { keys: { partners: Record<string, Partner> } };
  const { source, offices, key } = keys.partners['asan'] ?? { source: '', offices: [], key: {} };
  seen = await run(python, {
    document: 'docs/asyncapi.yaml',
    server: 'local',
    host: kafka.brokers,
    partner: { ...kafka.users['asan'], source, key, office: offices[0] },
    analyst: kafka.users['analyst'],
  });
});

afterAll(() => system.stop());

describe('A stranger who read the document', () => {
  it('files an application and gets its reference and receipt', () => {
    const [header, claims, signature, ...more] = String(seen.accepted['receipt']).split('.');
    expect(seen.accepted).toMatchObject({ type: 'SubmissionAccepted', accepted: 'application', daysLate: 0 });
    expect([header, claims, signature].every(Boolean) && more.length === 0).toBe(true);
  });

  it('is told what was wrong with another one, by the field', () => {
    const faults = [{ pointer: '/person/surname', code: 'too-short', detail: expect.any(String) as string }];
    expect(seen.refused).toMatchObject({ type: 'SubmissionRefused', reason: 'wrong-schema', faults });
  });

  it('follows the application to its registration and its e-mail, as an analyst, without a name in the clear', () => {
    const [filed, registered, accepted] = ['ApplicationFiled', 'StayRegistered', 'NoticeAccepted'].map((type) =>
      seen.told.find((event) => event['type'] === type),
    );
    expect(filed).toMatchObject({ application: seen.accepted['id'], reference: seen.accepted['reference'], channel: 'asan' });
    expect(registered).toMatchObject({ application: seen.accepted['id'], person: filed?.['person'], basis: 'visa' });
    expect(accepted).toMatchObject({
      application: seen.accepted['id'],
      registration: registered?.['registration'],
      kind: 'registered',
    });
    expect(JSON.stringify(seen.told)).not.toContain('ERIKSSON');
  });

  it('reads the code-books that the form refers to', () => {
    expect(Object.keys(seen['code-book'])).toHaveLength(5);
  });

  it('is denied everything else', () => {
    expect(Object.entries(seen.denied).filter(([, denied]) => !denied)).toEqual([]);
    expect(Object.keys(seen.denied)).toHaveLength(5);
  });
});
