/** What a consuming service promises, on a real broker and a real database. */
import { Controller, Module } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { Desk, eventually, noted, streamOf, tray } from '../desk.fixture';
import { causeOf, type Effect, type Incoming, type Subscription } from '../message';
import type { Request } from '@qeyd/event-store';

const subscriptions: Subscription[] = [{ topic: 'intake' }];
let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open({ intake: 3 });
});
afterEach(() => desk.close());

const versionsOf = async (stream: string) =>
  (await desk.notes()).filter((note) => note.stream === stream).map(({ version }) => version);

describe('A consuming service', () => {
  it('takes every event of a stream once and in order, however often it is sent', async () => {
    const streams = [streamOf(), streamOf(), streamOf(), streamOf()];
    const messages = [1, 2, 3, 4, 5].flatMap((version) => streams.map((stream) => desk.told(stream, version)));
    await desk.send(...messages.slice(0, 12));
    await desk.join('one', subscriptions);
    await desk.send(...messages.slice(4)); // the relay lost its position and sends again
    await desk.send(...messages);
    await eventually(
      () => desk.notes(),
      (notes) => notes.length >= 20,
    );
    await desk.send(desk.told(streams[0] ?? '', 6));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length >= 21,
    );
    for (const stream of streams.slice(1)) expect(await versionsOf(stream)).toEqual([1, 2, 3, 4, 5]);
    expect(await versionsOf(streams[0] ?? '')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await desk.log.position()).toBe(21);
  });

  it('goes on where its database says, not where Kafka does', async () => {
    const stream = streamOf();
    await desk.send(...[1, 2, 3].map((version) => desk.told(stream, version)));
    const first = await desk.join('one', subscriptions);
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 3,
    );
    await first.close();
    const second = await desk.join('two', subscriptions);
    await desk.send(desk.told(stream, 4));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 4,
    );
    await second.close();
    await desk.admin.setOffsets({
      ...{ groupId: `${desk.prefix}desk`, topic: `${desk.prefix}intake` },
      partitions: [0, 1, 2].map((partition) => ({ partition, offset: '4' })),
    });
    await desk.rows(`UPDATE consumer_position SET next_offset = 0, sources = '{}', revision = revision + 1`);
    await desk.join('three', subscriptions); // the database was restored: what it has not seen comes again
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 8,
    );
    expect(await versionsOf(stream)).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
  });

  it('knows whether all that stands in a topic has been taken, and not before it has', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    desk.handle = (message, by) => held.then(() => noted(message, by));
    await desk.send(desk.told(streamOf(), 1));
    const consumer = await desk.join('one', subscriptions);
    expect(await consumer.hasTaken('intake')).toBe(false);
    release();
    await eventually(() => consumer.hasTaken('intake'), Boolean);
    expect(await desk.notes()).toHaveLength(1);
  });

  it('gives a partition to one member at a time: one that lost it cannot commit', async () => {
    const stream = streamOf();
    const seen: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    desk.handle = async (message, by) => {
      seen.push(by);
      if (by === 'zombie') await held;
      return noted(message, by);
    };
    await desk.send(desk.told(stream, 1));
    await desk.join('zombie', subscriptions);
    await eventually(
      () => seen.length,
      (count) => count > 0,
    );
    // What a rebalance does while a member hangs: another one takes over and moves the place.
    const [place] = await desk.rows<{ partition: number }>(
      `UPDATE consumer_position SET revision = revision + 1, next_offset = 1, sources = '{"urn:qeyd:intake": 1}'
       WHERE partition = (SELECT partition FROM consumer_position ORDER BY partition LIMIT 1) RETURNING partition`,
    );
    await desk.rows(
      `UPDATE consumer_position SET revision = revision + 1, next_offset = 1, sources = '{"urn:qeyd:intake": 1}' WHERE partition <> $1`,
      [place?.partition],
    );
    release();
    await desk.send(desk.told(stream, 2));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length > 0,
    );
    expect(await versionsOf(stream)).toEqual([2]);
  });

  it('shares its partitions with a second member, and each event still has one effect', async () => {
    const streams = Array.from({ length: 30 }, streamOf);
    await desk.join('one', subscriptions);
    const batches = [1, 2, 3, 4, 5, 6].map((version) => streams.map((stream) => desk.told(stream, version)));
    const sending = (async () => {
      for (const batch of batches) await desk.send(...batch);
    })();
    const second = await desk.join('two', subscriptions);
    await sending;
    await eventually(
      () => desk.notes(),
      (notes) => notes.length >= 180,
    );
    await second.close();
    for (const stream of streams) await desk.send(desk.told(stream, 7));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length >= 210,
    );
    for (const stream of streams) expect(await versionsOf(stream)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('stops only the partition at which something unforeseen happened, and goes on there when told to', async () => {
    const [bad, ...others] = Array.from({ length: 12 }, streamOf);
    let broken = true;
    desk.handle = (message, by) => {
      if (broken && message.stream === bad && message.streamVersion === 2) throw new TypeError('a bug');
      return noted(message, by);
    };
    const consumer = await desk.join('one', subscriptions);
    await desk.send(...[1, 2, 3].map((version) => desk.told(bad ?? '', version)));
    await eventually(
      () => consumer.health(),
      ({ state }) => state === 'stopped',
    );
    expect(await versionsOf(bad ?? '')).toEqual([1]);
    const stopped = consumer.health().partitions.filter((partition) => partition.stopped);
    expect(stopped).toMatchObject([{ topic: 'intake', stopped: { fault: 'TypeError' } }]);
    await desk.send(...others.map((stream) => desk.told(stream, 1)));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length > 1,
    );
    broken = false;
    expect(consumer.resume()).toBe(1);
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 3 + others.length,
    );
    expect(await versionsOf(bad ?? '')).toEqual([1, 2, 3]);
    expect(consumer.health().state).toBe('well');
    expect(desk.fatal).toEqual([]);
  });

  it('waits by itself for what is away, and loses nothing', async () => {
    const stream = streamOf();
    let tries = 0;
    desk.handle = (message, by) => {
      if (++tries < 4) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      return noted(message, by);
    };
    await desk.join('one', subscriptions);
    await desk.send(desk.told(stream, 1), desk.told(stream, 2));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 2,
    );
    expect(await versionsOf(stream)).toEqual([1, 2]);
  });

  it('takes everything once and in order while its connections are cut', async () => {
    const streams = Array.from({ length: 5 }, streamOf);
    await desk.join('one', subscriptions);
    for (let version = 1; version <= 12; version++) {
      await desk.send(...streams.map((stream) => desk.told(stream, version)));
      if (version % 4 === 0) desk.cutConnections();
    }
    await eventually(
      () => desk.notes(),
      (notes) => notes.length >= 60,
    );
    for (const stream of streams) expect(await versionsOf(stream)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(desk.fatal).toEqual([]);
  });

  it('takes what a topic brings that was made anew, and nothing of it twice', async () => {
    const stream = streamOf();
    const [one, two, three] = [1, 2, 3].map((version) => desk.told(stream, version));
    if (!one || !two || !three) throw new Error('three were told');
    const first = await desk.join('one', subscriptions);
    await desk.send(one, two);
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 2,
    );
    await first.close();
    await desk.admin.deleteTopics({ topics: [`${desk.prefix}intake`] });
    await desk.admin.createTopics({ topics: [{ topic: `${desk.prefix}intake`, numPartitions: 3 }], waitForLeaders: true });
    const revisions = async () => (await desk.rows<{ sum: string }>('SELECT sum(revision) FROM consumer_position'))[0]?.sum;
    const before = await revisions();
    await desk.send(two);
    await desk.join('two', subscriptions);
    await eventually(revisions, (now) => now !== before);
    await desk.send(three);
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 3,
    );
    expect(await versionsOf(stream)).toEqual([1, 2, 3]);
  });

  it('keeps what a rule refused as evidence', async () => {
    desk.handle = (message) => [
      {
        decider: tray,
        id: message.stream.slice(-36),
        command: { type: 'Take', what: 'unwanted' },
        cause: causeOf(message),
      } as unknown as Request,
    ];
    const consumer = await desk.join('one', subscriptions);
    await desk.send(desk.told(streamOf(), 1));
    const [kept] = await eventually(
      () => consumer.parked.list('refused'),
      (rows) => rows.length > 0,
    );
    expect(kept).toMatchObject({ reason: 'unwanted', state: 'refused', closedBy: 'the rule', type: 'DepartureWithdrawn' });
  });

  it('does not start when an event has neither a handler nor an ignore, or a handler no event', async () => {
    await expect(desk.join('one', subscriptions, ['DepartureReported'])).rejects.toThrow(
      'ApplicationFiled needs a handler or an ignore',
    );
    await expect(
      desk.join('one', subscriptions, ['ApplicationFiled', 'DepartureReported', 'DepartureWithdrawn', 'StayRegistered']),
    ).rejects.toThrow('no subscribed topic carries StayRegistered');
  });
});

describe('In a Nest app', () => {
  it('the @EventPattern handlers say what follows, and their faults are known for what they are', async () => {
    @Controller()
    class Edge {
      @EventPattern('ApplicationFiled')
      filed(): Effect[] {
        return [];
      }

      @EventPattern('DepartureReported')
      reported(): Effect[] {
        throw new TypeError('a bug');
      }

      @EventPattern('DepartureWithdrawn')
      withdrawn(@Payload() message: Incoming): Promise<Effect[]> {
        return Promise.resolve(noted(message, 'nest'));
      }
    }
    @Module({ controllers: [Edge] })
    class App {}
    const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
    const consumer = desk.made(subscriptions);
    consumer.attachTo(app);
    await app.startAllMicroservices();
    await app.init();
    await desk.send(desk.told(streamOf(), 1));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 1,
    );
    const departure = { departure: streamOf().slice(-36), person: streamOf().slice(-36), leavesOn: '2026-12-01' };
    const data = { ...departure, reportedBy: 'host', receivedAt: '2026-11-22T09:30:00.000Z' };
    await desk.send(desk.told(streamOf(), 1, { type: 'DepartureReported', data }));
    const { partitions } = await eventually(
      () => consumer.health(),
      ({ state }) => state === 'stopped',
    );
    expect(partitions.find(({ stopped }) => stopped)?.stopped?.fault).toBe('TypeError');
    await app.close();
  });
});
