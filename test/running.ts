/** A running system as a test sees it from outside: HTTP, the mailbox, and its databases for the reckoning at the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import type { PartnerOptions } from '@qeyd/kafka';

export interface SystemDescription {
  readonly apps: Readonly<Record<string, string>>;
  readonly databases: Readonly<Record<string, { readonly owner: string; readonly app: string }>>;
  readonly postgres: Server & { readonly url: string };
  readonly redis: (Server & { readonly url: string }) | null;
  readonly mailbox: Server & { readonly smtp: string; readonly page: string };
  readonly oidc: { readonly issuer: string };
  readonly kafka: Server & {
    readonly brokers: string;
    readonly users: Readonly<Record<string, { username: string; password: string }>>;
  };
  readonly keys: {
    readonly vault: string;
    readonly blindIndex: string;
    readonly partners: Readonly<Record<string, PartnerOptions['partner'] & Pick<PartnerOptions, 'key'>>>;
  };
}

interface Server {
  /** The folder of its files. */
  readonly data: string;
}

export interface Mail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
}

export interface Accepted {
  readonly application: string;
  readonly reference: string;
  readonly secret: string;
  readonly receipt: string;
  readonly daysLate: number;
}

const ROOT = join(__dirname, '..');
const DATABASES = ['qeyd_intake', 'qeyd_registry', 'qeyd_notification', 'qeyd_booking'] as const;

export class RunningSystem {
  private readonly pools = new Map<string, Pool>();

  private constructor(
    readonly folder: string,
    readonly description: SystemDescription,
    private readonly host: ChildProcess,
  ) {}

  /** Servers and apps of its own on free ports, below `.local/`; gone after `stop`. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<RunningSystem> {
    const folder = join(ROOT, '.local', `e2e-${randomBytes(4).toString('hex')}`);
    mkdirSync(folder, { recursive: true });
    const extra = JSON.stringify({ PUBLIC_RATE_PER_MINUTE: '1000000', ...environment, CRASH_FOLDER: folder });
    const host = spawn(process.execPath, [join(__dirname, 'host.mjs'), folder, extra], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: ROOT,
    });
    let said = '';
    const description = await new Promise<SystemDescription>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /^SYSTEM (.*)$/m.exec(said)?.[1];
        if (found) resolve(JSON.parse(found) as SystemDescription);
      };
      host.stdout.on('data', hear);
      host.stderr.on('data', hear);
      host.once('exit', () => reject(new Error(`The system did not start:\n${said}`)));
    });
    return new RunningSystem(folder, description, host);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
    const ended = new Promise((resolve) => this.host.once('exit', resolve));
    this.host.stdin?.end();
    await ended;
  }

  url(app: string): string {
    return this.description.apps[app] ?? '';
  }

  /** The process id under which a program runs at this moment. */
  pid(name: string): number {
    const state = JSON.parse(readFileSync(join(this.folder, 'state.json'), 'utf8')) as {
      processes: Record<string, { pid: number }>;
    };
    return state.processes[name]?.pid ?? 0;
  }

  /** Asks until the answer is not a fault of the network or the server; the same key makes asking again safe. */
  async file(body: object, key: string = randomUUID()): Promise<Accepted> {
    for (;;) {
      const response = await this.post('intake', '/v1/stay-applications', body, { 'idempotency-key': key }).catch(() => null);
      if (response?.status === 201) return (await response.json()) as Accepted;
      if (response && response.status < 500) throw new Error(`${response.status}: ${await response.text()}`);
      await sleep(100);
    }
  }

  /** Does what `npm run <words>` does; answers what it said and its code. */
  async tool(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ said: string; code: number }> {
    const tool = join(ROOT, 'deploy', 'local', 'tool.mjs');
    const child = spawn(process.execPath, [tool, ...words, `--folder=${this.folder}`], {
      env: { ...process.env, ...environment },
    });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { said, code };
  }

  post(app: string, path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url(app)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  }

  /** The header by which one of the specimen users is known. */
  async bearer(user: string): Promise<{ readonly authorization: string }> {
    const { issuer } = this.description.oidc;
    const { token_endpoint: address } = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      token_endpoint: string;
    };
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: user, client_secret: 'specimen' });
    const { access_token: token } = (await (await fetch(address, { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    return { authorization: `Bearer ${token}` };
  }

  /** What an API answers to one of the specimen users. */
  async get<T>(app: string, path: string, user: string): Promise<T> {
    const response = await fetch(`${this.url(app)}${path}`, { headers: await this.bearer(user) });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async mailsTo(to: string): Promise<Mail[]> {
    const response = await fetch(`${this.description.mailbox.page}/api/messages?to=${encodeURIComponent(to)}`);
    return (await response.json()) as Mail[];
  }

  async query<Row extends object>(database: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    let pool = this.pools.get(database);
    if (!pool) {
      pool = new Pool({ connectionString: this.description.databases[database]?.owner, max: 4 });
      pool.on('error', () => undefined); // a test kills the server now and then; the next query says so
      this.pools.set(database, pool);
    }
    return (await pool.query<Row>(text, [...values])).rows;
  }

  /** Positions without a gap and a chain that holds, in every log. */
  async checkLogs(): Promise<void> {
    for (const database of DATABASES) {
      const events = await this.query<{ position: string; hash: Buffer }>(
        database,
        'SELECT position, hash FROM event ORDER BY position',
      );
      expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, i) => i + 1));
      let [from, chain] = [0, Buffer.alloc(0)];
      for (const commit of await this.query<{ last: string; recorded_at: Date; hash: Buffer }>(
        database,
        'SELECT * FROM commit_chain ORDER BY last',
      )) {
        const hashes = events.slice(from, Number(commit.last)).map(({ hash }) => hash);
        from = Number(commit.last);
        chain = createHash('sha256')
          .update(Buffer.concat([chain, Buffer.from(commit.recorded_at.toISOString()), ...hashes]))
          .digest();
        expect(commit.hash.equals(chain)).toBe(true);
      }
      expect(from).toBe(events.length);
    }
  }
}

/** Waits until `look` finds something; the test's own time limit ends the wait. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look().catch(() => null);
    if (found) return found;
    await sleep(50);
  }
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
let counter = 0;

/** A specimen application of its own person; the state Utopia is ICAO's for specimens. */
export function specimen(
  email: string,
  change: { readonly number?: string; readonly address?: string; readonly enteredOn?: string } = {},
): object {
  counter += 1;
  return {
    applicant: 'foreigner',
    person: { surname: 'Eriksson', givenNames: 'Anna Maria', birthDate: '1974-08-12', sex: 'female', citizenship: 'TUR' },
    document: {
      country: 'TUR',
      type: 'passport',
      number: change.number ?? `T${Date.now().toString(36).toUpperCase()}${counter.toString(36).toUpperCase()}`,
      expiresOn: day(2000),
    },
    stay: {
      basis: 'visa-free',
      enteredOn: change.enteredOn ?? day(-2),
      purpose: 'tourism',
      address: change.address ?? '1 Specimen Street, Baku',
    },
    contact: { email },
    language: 'en',
  };
}
