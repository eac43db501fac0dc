/** A desk that hears applications and notes each one it took: topics, group and database of one test's own. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import type { Admin } from 'kafkajs';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Decider } from '@qeyd/core';
import { EventLog, EventLogMigration, idFrom, newId, type Outgoing, type Request, type SubjectKey } from '@qeyd/event-store';
import { testDatabase } from '@qeyd/testing';
import { kafkaOf, type KafkaAccess } from './client';
import { encode, type Encoded } from './cloudevent';
import { QeydConsumer } from './consumer/consumer';
import { KafkaTablesMigration, SettledMessagesMigration } from './consumer/tables.migration';
import { causeOf, type Effect, type Incoming, type Subscription } from './message';
import { QeydProducer } from './producer';

class NotesMigration implements MigrationInterface {
  readonly name = 'Notes1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE note (n serial, stream text, version int, type text, person text, address text, by text)');
    await runner.query(`DO $$ BEGIN
      EXECUTE 'GRANT SELECT, INSERT ON note TO ' || quote_ident(current_database() || '_app');
      EXECUTE 'GRANT USAGE ON SEQUENCE note_n_seq TO ' || quote_ident(current_database() || '_app');
    END $$`);
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

type Taken = { readonly type: 'Taken'; readonly data: { readonly what: string } };
type Take = { readonly type: 'Take'; readonly what: string };

/** Takes everything but what is called `unwanted`. */
export const tray: Decider<number, Take, Taken, 'unwanted'> = {
  category: 'tray',
  initial: 0,
  decide: ({ what }) => (what === 'unwanted' ? { refused: 'unwanted', details: {} } : [{ type: 'Taken', data: { what } }]),
  evolve: (taken) => taken + 1,
};

export const noted = (message: Incoming, by: string): Effect[] => {
  const { person, address } = message.data as { person?: string; address?: string };
  return [
    {
      text: 'INSERT INTO note (stream, version, type, person, address, by) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [message.stream, message.streamVersion, message.type, person ?? null, address ?? null, by],
      expectRows: 1,
    },
    {
      decider: tray,
      id: idFrom(newId(), message.id),
      command: { type: 'Take', what: message.type },
      cause: causeOf(message),
    } as unknown as Request,
  ];
};

export interface Note {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly person: string | null;
  readonly address: string | null;
  readonly by: string;
}

export const TYPES = ['ApplicationFiled', 'DepartureReported', 'DepartureWithdrawn'] as const;

const environment = (name: string): string => {
  const text = process.env[name];
  if (!text) throw new Error(`${name} is not set: run the tests with \`npm test\``);
  return text;
};

export const accessOf = (prefix: string): KafkaAccess => ({
  brokers: environment('TEST_KAFKA_BROKERS').split(','),
  username: environment('TEST_KAFKA_USERNAME'),
  password: environment('TEST_KAFKA_PASSWORD'),
  security: 'SASL_PLAINTEXT',
  prefix,
});

export function testKey(): SubjectKey {
  const key = randomBytes(32);
  return {
    seal(aad, clear) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
      const text = Buffer.concat([cipher.update(clear), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(aad, box) {
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12)).setAAD(Buffer.from(aad));
      decipher.setAuthTag(box.subarray(12, 28));
      return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
    },
  };
}

export type Handle = (message: Incoming, by: string) => readonly Effect[] | Promise<readonly Effect[]>;

export class Desk {
  readonly prefix = `t${randomBytes(5).toString('hex')}-`;
  readonly access = accessOf(this.prefix);
  readonly keys = new Map<string, SubjectKey>();
  readonly own = testKey();
  readonly producer = new QeydProducer(this.access);
  readonly fatal: Error[] = [];
  readonly admin: Admin = kafkaOf(this.access).admin();
  /** What each member does with an event: notes it, unless a test says otherwise. */
  handle: Handle = noted;
  log!: EventLog;
  private database!: Awaited<ReturnType<typeof testDatabase>>;
  private readonly consumers: QeydConsumer[] = [];
  private positions = 0;
  now = (): string => new Date().toISOString();

  static async open(topics: Readonly<Record<string, number>>): Promise<Desk> {
    const desk = new Desk();
    desk.database = await testDatabase('kafka', [
      EventLogMigration,
      KafkaTablesMigration,
      SettledMessagesMigration,
      NotesMigration,
    ]);
    desk.log = new EventLog({ name: 'desk', connectionString: desk.database.url, views: [] });
    await desk.admin.connect();
    await desk.admin.createTopics({
      topics: Object.entries(topics).map(([topic, numPartitions]) => ({ topic: desk.prefix + topic, numPartitions })),
      waitForLeaders: true,
    });
    // A new broker opens its list of groups when it is first asked about one, and refuses questions meanwhile.
    const { admin, prefix } = desk;
    const isOpen = () =>
      admin.fetchOffsets({ groupId: `${prefix}desk` }).then(
        () => true,
        () => false,
      );
    await eventually(isOpen, Boolean);
    return desk;
  }

  /** A member of the desk's group, listening. */
  async join(by: string, subscriptions: readonly Subscription[], types: readonly string[] = TYPES): Promise<QeydConsumer> {
    const consumer = this.made(subscriptions);
    for (const type of types) consumer.addHandler(type, (message) => Promise.resolve(this.handle(message as Incoming, by)), true);
    await consumer.listen((error) => {
      if (error) throw error as Error;
    });
    return consumer;
  }

  /** A consumer of the desk's group that nobody handles for yet. */
  made(subscriptions: readonly Subscription[]): QeydConsumer {
    const consumer = new QeydConsumer({
      name: 'desk',
      access: this.access,
      subscriptions,
      log: this.log,
      keys: { keysOf: (subjects) => Promise.resolve(new Map([...this.keys].filter(([id]) => subjects.includes(id)))) },
      own: this.own,
      now: () => this.now(),
      within: (_, work) => work(),
      onFatal: (error) => this.fatal.push(error),
    });
    this.consumers.push(consumer);
    return consumer;
  }

  /** The next event of the log `urn:qeyd:intake`, in its envelope. */
  told(stream: string, version: number, more: Partial<Outgoing> = {}): Encoded {
    const [, person = ''] = /-(.{36})$/.exec(stream) ?? [];
    const data = { departure: person, person, receivedAt: '2026-11-22T09:30:00.000Z' };
    return encode(
      {
        ...{ topic: 'intake', type: 'DepartureWithdrawn', schema: 1, data, box: null },
        ...{ stream, version, position: ++this.positions, time: '2026-11-22T09:30:00.000Z' },
        ...{ correlation: 'c-1', causation: 'http:1:1', ...more },
      },
      'urn:qeyd:intake',
    );
  }

  send(...messages: readonly Encoded[]): Promise<void> {
    return this.producer.send(messages);
  }

  /** What a broker that goes away does to its clients; how many connections there were. */
  cutConnections(): number {
    const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
    const port = Number(this.access.brokers[0]?.split(':')[1]);
    const sockets = handles.filter((handle): handle is Socket => handle instanceof Socket && handle.remotePort === port);
    for (const socket of sockets) socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    return sockets.length;
  }

  notes(): Promise<Note[]> {
    return this.log.query<Note>('SELECT stream, version, type, person, address, by FROM note ORDER BY n');
  }

  /** The messages that were set aside and whose bytes are still there. */
  kept(): Promise<object[]> {
    return this.log.query('SELECT id FROM parked_message WHERE sealed IS NOT NULL');
  }

  /** As the owner of the tables. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    return client
      .query<Row>(sql, values)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
    await this.producer.close();
    await this.log.close();
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(this.prefix));
    await this.admin.deleteTopics({ topics });
    const { groups } = await this.admin.listGroups();
    await this.admin.deleteGroups(groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(this.prefix)));
    await this.admin.disconnect();
    await this.database.drop();
  }
}

/** Waits until it is so; a test that waits in vain fails with what there is instead. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const until = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (isSo(found)) return found;
    if (Date.now() > until) throw new Error(`In vain; there is ${(JSON.stringify(found) as string | undefined)?.slice(0, 2000)}`);
    await new Promise((soon) => setTimeout(soon, 25));
  }
}

export const streamOf = (): string => `departure-${newId()}`;
