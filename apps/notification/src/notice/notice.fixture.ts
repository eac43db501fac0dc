/** Notification's own databases and queue for a test, with a clock that stands until it is moved. */
import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Instant } from '@qeyd/core';
import { EventLog, EventLogMigration, idFrom, newId } from '@qeyd/event-store';
import { Jobs } from '@qeyd/jobs';
import { Clock, Health } from '@qeyd/platform';
import { Vault, VaultMigration } from '@qeyd/privacy';
import { CodeBookCopy, Secrets } from '@qeyd/service';
import { testDatabase } from '@qeyd/testing';
import { startClock } from '../clock/clock.request';
import { clockView } from '../clock/clock.view';
import { BookingMigration } from '../migrations/booking.migration';
import { NotificationMigration } from '../migrations/notification.migration';
import { noticeDecider, type Plan } from './notice';
import { Letters } from './notice.letter';
import { noticeView } from './notice.view';

export class StandingClock extends Clock {
  at: Instant = '2026-11-20T08:00:00.000Z';
  override now(): Instant {
    return this.at;
  }
  pass(seconds: number): void {
    this.at = new Date(Date.parse(this.at) + seconds * 1000).toISOString();
  }
}

export interface Planned {
  readonly id: string;
  readonly application: string;
  readonly person: string;
}

/** A part of the test server's queue that no other test sees. */
export class Queue {
  private readonly prefix = `test-${randomBytes(5).toString('hex')}`;
  readonly url = process.env['TEST_REDIS_URL'] ?? '';
  private readonly redis = new Redis(this.url);
  private opened: Jobs[] = [];

  /** As each process has them. */
  jobs(url = this.url): Jobs {
    const jobs = new Jobs({ url, prefix: this.prefix, logger: new Logger('test') });
    this.opened.push(jobs);
    return jobs;
  }

  async leave(): Promise<void> {
    await Promise.all(this.opened.map((jobs) => jobs.close()));
    this.opened = [];
  }

  /** What `FLUSHALL` does to us, without harm to other tests on the same server. */
  async wipe(): Promise<void> {
    const keys = await this.redis.keys(`${this.prefix}:*`);
    if (keys.length > 0) await this.redis.del(keys);
  }

  async close(): Promise<void> {
    await this.leave();
    await this.wipe();
    this.redis.disconnect();
  }
}

export class Specimens {
  readonly queue = new Queue();
  readonly letters: Letters;

  private constructor(
    readonly log: EventLog,
    readonly vault: Vault,
    private readonly drop: () => Promise<void>,
  ) {
    const taken = { hasTaken: () => Promise.resolve(true) };
    const codeBooks = new CodeBookCopy(log, taken, new Health(), ['offices', 'services', 'policies']);
    this.letters = new Letters(codeBooks, new Secrets(vault), {
      PUBLIC_URL: 'https://example.org',
      PORTAL_URL: 'https://portal.example.org',
      MAIL_FROM: 'Qeyd <qeyd@example.org>',
    });
  }

  static async open(): Promise<Specimens> {
    const forKeys = await testDatabase('qeyd_vault', [VaultMigration]);
    const forEvents = await testDatabase('qeyd_notification', [EventLogMigration, NotificationMigration, BookingMigration]);
    const [masterKey, blindKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const vault = await Vault.open({ connectionString: forKeys.url, masterKey, blindKey });
    const views = [noticeView, clockView];
    const log = new EventLog({ name: 'notification', connectionString: forEvents.url, views, keys: vault });
    return new Specimens(log, vault, async () => {
      await log.close();
      await vault.close();
      await Promise.all([forKeys.drop(), forEvents.drop()]);
    });
  }

  /** What the register would have published. */
  async fillCodeBooks(): Promise<void> {
    const address = 'Bakı, "Nümunə" küçəsi, 1 — əcnəbilərin qəbulu üçün ayrılmış ikinci mərtəbə';
    const set = (book: string, code: string, name: string, minutes: number | null) => {
      const names = { az: `${name} az; ${address}`, en: `${name} en`, ru: `${name} ru` };
      const values = [book, code, '2020-01-01', null, names, { minutes }, 'specimen'];
      return this.log.query('INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7)', values);
    };
    await set('offices', 'asan-baku-1', 'ASAN 1', null);
    await set('services', 'work-permit', 'Work permit', null);
    for (const [policy, minutes] of [
      ['booking-early', 30],
      ['booking-late', 10],
      ['booking-change', 120],
      ['waiting-offer', 15],
    ] as const)
      await set('policies', policy, policy, minutes);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.drop();
  }

  /** Plans a notice to the applicant of a new application and starts its clock. */
  async planned(at: Instant, changes: Partial<Plan> = {}): Promise<Planned> {
    const application = newId();
    const id = idFrom(application, 'registered:applicant');
    const [person] = (await this.vault.identify([{ country: 'UTO', type: 'passport', number: newId() }])) as [string];
    const cause = { id: newId(), correlation: `correlation-${id}`, actor: 'service:test' };
    const plan: Plan = {
      ...{ recipient: 'applicant', person, application, registration: newId(), language: 'en' },
      matter: { kind: 'registered', reference: 'QYD-1', from: '2026-11-19', toExclusive: '2027-02-17', daysLate: 0, act: 'Act' },
      ...{ messageId: `<${id}@example.org>`, plannedAt: at, dueAt: '2026-11-23T20:00:00.000Z' },
      ...{ name: 'ANNA <MARIA> ERIKSSON', address: 'Baku, "Specimen" street 1', hostName: 'Specimen & Sons' },
      ...{ email: 'anna@example.org', otherEmail: null, phone: null },
      ...changes,
    };
    const planning = { decider: noticeDecider, id, command: { type: 'Plan', plan } as const, cause };
    await this.log.executeMany([startClock(application, at, cause), planning]);
    return { id, application, person };
  }
}
