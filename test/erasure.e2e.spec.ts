/** A person is erased: nothing that was filed can be found anywhere, and everything else goes on; then all views are proved. */
import { randomBytes, randomUUID } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessFrom, PartnerClient } from '@qeyd/kafka';
import { Vault } from '@qeyd/privacy';
import { placesOf } from './everywhere';
import { RunningSystem, specimen, until, type Accepted } from './running';

jest.setTimeout(180_000);

const letters = (): string =>
  randomBytes(6)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
const values = {
  surname: `Əriksson${letters()}`,
  givenNames: `Anna Maria ${letters()}`,
  fathersName: `Karl ${letters()}`,
  birthDate: '1911-02-03',
  number: `L${letters().toUpperCase()}`,
  visa: `V${letters().toUpperCase()}`,
  address: `Nümunə küçəsi ${letters()}, Bakı`,
  hostName: `Specimen Hostel ${letters()}`,
  hostPhone: '+994 55 9182736',
  hostEmail: `host.${letters()}@example.org`,
  email: `${letters()}@example.org`,
  phone: '+994 50 1928374',
};
const form = {
  applicant: 'foreigner',
  person: { ...pick('surname', 'givenNames', 'fathersName', 'birthDate'), sex: 'female', citizenship: 'UTO' },
  document: { country: 'UTO', type: 'passport', number: values.number, expiresOn: '2040-01-01' },
  stay: {
    basis: 'visa',
    visa: { number: values.visa, days: 60 },
    enteredOn: new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10),
    purpose: 'tourism',
    address: values.address,
  },
  host: { kind: 'hostel', name: values.hostName, phone: values.hostPhone, email: values.hostEmail },
  contact: pick('email', 'phone'),
  language: 'az',
};

function pick(...names: (keyof typeof values)[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

let system: RunningSystem;
let accepted: Accepted;
let person: string;
const key = randomUUID();

beforeAll(async () => {
  system = await RunningSystem.start();
  accepted = await system.file(form, key);
  const [row] = await system.query<{ person: string }>('qeyd_intake', 'SELECT person FROM application_view WHERE id = $1', [
    accepted.application,
  ]);
  person = row?.person ?? '';
  await until(async () => (await statusOf()).informedAt);
  await submitToo();
});
afterAll(() => system.stop());

const statusOf = async (): Promise<{ status: string; informedAt: string | null }> => {
  const { reference, secret } = accepted;
  const answer = await system.post('intake', '/v1/stay-applications/status', { reference, secret });
  return (await answer.json()) as { status: string; informedAt: string | null };
};

/** The host files the same stay through ASAN, once well and once with a mistake. */
async function submitToo(): Promise<void> {
  const { kafka, keys } = system.description;
  const { key: signing, ...partner } = keys.partners['asan'] as NonNullable<(typeof keys.partners)[string]>;
  const { username = '', password = '' } = kafka.users['asan'] ?? {};
  const access = accessFrom({ KAFKA_BROKERS: kafka.brokers, KAFKA_USERNAME: username, KAFKA_PASSWORD: password });
  const client = await PartnerClient.open({ access, partner, key: signing });
  const body = { ...form, office: 'asan-baku-1', applicant: 'host' };
  const [good, bad] = [
    await client.submit('StaySubmitted', body),
    await client.submit('StaySubmitted', { ...body, hobby: 'chess' }),
  ];
  expect((await client.replyTo(good, 30_000)).type).toBe('SubmissionAccepted');
  expect((await client.replyTo(bad, 30_000)).type).toBe('SubmissionRefused');
  await client.close();
  await until(async () => {
    const rows = await system.query('qeyd_registry', `SELECT FROM event WHERE stream = $1 AND type = 'DuplicateLinked'`, [
      person,
    ]);
    return rows.length > 0;
  });
}

const openedBoxes = async (): Promise<string[]> => {
  const { databases, keys } = system.description;
  const connectionString = databases['qeyd_vault']?.app ?? '';
  const vault = await Vault.open({ connectionString, masterKey: keys.vault, blindKey: keys.blindIndex });
  const subject = (await vault.keysOf([person])).get(person);
  await vault.close();
  const boxes: string[] = [];
  for (const database of ['qeyd_intake', 'qeyd_registry', 'qeyd_notification']) {
    const rows = await system.query<{ aad: string; sealed: Buffer }>(
      database,
      `SELECT category || '-' || stream || '@' || version || ':' || type AS aad, sealed FROM event WHERE subject = $1 AND sealed IS NOT NULL`,
      [person],
    );
    for (const { aad, sealed } of rows) if (subject) boxes.push(subject.open(aad, sealed).toString());
  }
  return boxes;
};

/** The mail server's copy is not ours; what a partner sent lies in its own topic, in clear, for three days. */
const outside = (place: string): boolean =>
  place.startsWith(system.description.mailbox.data) || place === 'topic in.asan' || /[/\\]in\.asan-\d+[/\\]/.test(place);

describe('Before an erasure', () => {
  it('what was filed lies in sealed boxes, and opens', async () => {
    const text = (await openedBoxes()).join('\n');
    for (const value of Object.values(values)) expect(text).toContain(JSON.stringify(value).slice(1, -1));
  });

  it('nothing lies in clear but in the mail server and in the topic of the partner, where the search finds it', async () => {
    const places = [...(await placesOf(system, Object.values(values))).keys()];
    expect(places.filter((place) => !outside(place))).toEqual([]);
    expect(places).toContain('topic in.asan');
    expect(places.some((place) => place.endsWith('.eml'))).toBe(true);
  });
});

describe('An erasure', () => {
  it('is refused without a reason that is known, and for nobody', async () => {
    expect(await system.tool(['erase', person, '--reason=spring-cleaning'])).toMatchObject({ code: 1 });
    const nobody = await system.tool(['erase', randomUUID(), '--reason=court']);
    expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining('nobody has the id') as string });
    expect(await openedBoxes()).not.toEqual([]);
  });

  it('is done by one command, which talks to the databases alone, and is on record once however often it is asked for', async () => {
    for (const said of ['the key is destroyed', 'the key had been destroyed before']) {
      const { environment, connections, ...result } = await recorded(
        'erase',
        person,
        '--reason=court',
        '--case=12/2026',
        '--by=dpo-7',
      );
      expect(result).toMatchObject({ code: 0, said: expect.stringContaining(said) as string });
      expect(environment).toEqual(['BLIND_INDEX_KEY', 'DATABASE_URL', 'VAULT_DATABASE_URL', 'VAULT_MASTER_KEY']);
      expect(connections).toEqual([new URL(system.description.postgres.url).port]);
    }
    const records = await system.query(
      'qeyd_registry',
      `SELECT data->>'reason' AS reason, data->>'caseNumber' AS case, meta->>'actor' AS actor FROM event
       WHERE stream = $1 AND type = 'PersonErased'`,
      [person],
    );
    expect(records).toEqual([{ reason: 'court', case: '12/2026', actor: 'data-protection:dpo-7' }]);
  });

  it('leaves nothing that can be opened or found', async () => {
    expect(await openedBoxes()).toEqual([]);
    const places = [...(await placesOf(system, Object.values(values))).keys()];
    expect(places.filter((place) => !outside(place))).toEqual([]);
    expect(await system.query('qeyd_intake', 'SELECT FROM parked_message WHERE sealed IS NOT NULL')).toEqual([]);
    const tokens = `SELECT FROM application_view WHERE person = $1 AND num_nonnulls(document_token, name_token, address_token) > 0`;
    expect(await system.query('qeyd_registry', tokens, [person])).toEqual([]);
  });

  it('leaves the chain, the application and its answers as they were', async () => {
    await system.checkLogs();
    expect(await statusOf()).toMatchObject({ status: 'registered' });
    expect(await system.file(form, key)).toMatchObject({ application: accepted.application, secret: accepted.secret });
  });
});

/** Runs a command and answers its app's process too: the settings in its environment and where it connected. */
async function recorded(...words: string[]) {
  const recorder = join(system.folder, 'recorder.cjs');
  copyFileSync(join(__dirname, 'recorder.cjs'), recorder);
  const before = new Set(readdirSync(system.folder));
  const result = await system.tool(words, { NODE_OPTIONS: `--require ${recorder}` });
  const records = readdirSync(system.folder)
    .filter((name) => name.startsWith('process-') && !before.has(name))
    .map((name) => JSON.parse(readFileSync(join(system.folder, name), 'utf8')) as Record<string, string[]>);
  const app = records.find((record) => record['words']?.[0]?.endsWith('main.js'));
  const environment = app?.['environment']?.filter((name) => name !== 'PATH' && name !== 'NODE_OPTIONS').sort();
  return { ...result, environment, connections: app?.['connections'] };
}

describe('Every view', () => {
  const views = [
    ['intake', ['application_view']],
    ['registry', ['registration_view', 'application_view', 'codebook_view']],
    ['notification', ['notice_view', 'clock_view']],
    [
      'booking',
      ['office_plan_view', 'office_day_view', 'place_view', 'ticket_view', 'withdrawal_view', 'wait_view', 'unattached_view'],
    ],
  ] as const;

  it('is in the list of what can be rebuilt', async () => {
    const { said } = await system.tool(['rebuild']);
    const listed = Array.from(said.matchAll(/^ {2}(\w+) +never rebuilt$/gm), ([, name]) => name);
    expect(listed.sort()).toEqual(views.flatMap(([, tables]) => tables).sort());
  });

  it.each(views)(
    'of %s is proved while applications come in, by a process that knows nothing but the database: %j',
    async (app, tables) => {
      const filing = { on: true };
      const coming = (async () => {
        while (filing.on) {
          await system.file(specimen(`${randomUUID()}@example.org`));
          await sleep(200);
        }
      })();
      const { environment, connections, said, code } = await recorded('rebuild', app, ...tables);
      filing.on = false;
      await coming;
      expect(Array.from(said.matchAll(/^proved {2}(\w+):/gm), ([, table]) => table)).toEqual(tables);
      expect(code).toBe(0);
      expect(environment).toEqual(['MIGRATION_DATABASE_URL']);
      expect(connections).toEqual([new URL(system.description.postgres.url).port]);
    },
  );

  it('that was changed by hand differs, and the key is named', async () => {
    await system.query('qeyd_intake', `UPDATE application_view SET status = 'declined' WHERE id = $1`, [accepted.application]);
    const { said, code } = await system.tool(['rebuild', 'intake', 'application_view']);
    expect(code).toBe(2);
    expect(said).toContain('differs (1 keys)');
    expect(said).toContain(`changed  ${accepted.application}  status`);
    expect((await system.tool(['rebuild', 'intake', 'application_view', '--swap'])).code).toBe(2);
    expect(await statusOf()).toMatchObject({ status: 'registered' });
  });
});
