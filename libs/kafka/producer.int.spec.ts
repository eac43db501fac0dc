/** What the relay hands over is in Kafka, in order, whatever happens to the connection; on a real broker. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  AclOperationTypes as Operation,
  AclPermissionTypes,
  AclResourceTypes,
  ConfigResourceTypes,
  ResourcePatternTypes,
} from 'kafkajs';
import { kafkaOf } from './client';
import { Desk, eventually, streamOf } from './desk.fixture';
import { QeydProducer, SendRefused } from './producer';
import { aclOf, provision } from './provision';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open({ intake: 3 });
});
afterEach(() => desk.close());

/** Every message of the topic, per key in order of offset. */
async function kept(topic: string): Promise<Map<string, string[]>> {
  const high = (await desk.admin.fetchTopicOffsets(desk.prefix + topic)).reduce((sum, { offset }) => sum + Number(offset), 0);
  const consumer = kafkaOf(desk.access).consumer({ groupId: `${desk.prefix}look`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: desk.prefix + topic, fromBeginning: true });
  const found = new Map<string, string[]>();
  let count = 0;
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message: { key, headers } }) => {
      found.set(String(key), [...(found.get(String(key)) ?? []), String(headers?.['ce_id']).slice(String(key).length + 1)]);
      count++;
      return Promise.resolve();
    },
  });
  await eventually(
    () => count,
    (seen) => seen >= high,
  );
  await consumer.disconnect();
  return found;
}

describe('The producer', () => {
  it('keeps the order of every stream while its connections are cut again and again', async () => {
    const streams = Array.from({ length: 6 }, streamOf);
    for (let version = 1; version <= 30; version++) {
      const sending = desk.send(...streams.map((stream) => desk.told(stream, version)));
      if (version % 6 === 0) expect(desk.cutConnections()).toBeGreaterThan(0);
      await sending;
    }
    const found = await kept('intake');
    for (const stream of streams) {
      const first = [...new Set(found.get(stream))];
      expect(first).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
    }
  });

  it('goes on when a topic was made anew behind its back', async () => {
    const stream = streamOf();
    await desk.send(desk.told(stream, 1));
    await desk.admin.deleteTopics({ topics: [`${desk.prefix}intake`] });
    await desk.admin.createTopics({ topics: [{ topic: `${desk.prefix}intake`, numPartitions: 3 }], waitForLeaders: true });
    await desk.send(desk.told(stream, 2));
    expect((await kept('intake')).get(stream)).toEqual(['2']);
  });

  it('tries as long as the broker is away, and no longer than it is asked to', async () => {
    const nobody = new QeydProducer({ ...desk.access, brokers: ['127.0.0.1:9'] });
    await expect(nobody.send([desk.told(streamOf(), 1)], AbortSignal.timeout(1500))).rejects.toThrow(/abort/i);
    const waiting = nobody.send([desk.told(streamOf(), 1)]);
    await Promise.all([nobody.close(), expect(waiting).rejects.toThrow(/abort/i)]);
  });

  it('says so when the broker will never take a message', async () => {
    const huge = { ...desk.told(streamOf(), 1), value: 'x'.repeat(2_000_000) };
    await expect(desk.send(huge)).rejects.toThrow(SendRefused);
    await desk.send(desk.told(streamOf(), 1));
  });
});

describe('Provisioning', () => {
  it('makes topics and rights, and changes nothing when run again', async () => {
    const access = { ...desk.access, prefix: `${desk.prefix}all-` };
    await provision(access, 1);
    await provision(access, 1);
    const [topic] = (await desk.admin.fetchTopicMetadata({ topics: [`${access.prefix}registry`] })).topics;
    expect(topic?.partitions).toHaveLength(12);
    const retention = async () => {
      const names = ['registry', 'in.asan'].map((name) => access.prefix + name);
      const { resources } = await desk.admin.describeConfigs({
        includeSynonyms: false,
        resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms'] })),
      });
      return resources.map(({ configEntries }) => configEntries[0]?.configValue);
    };
    await eventually(retention, ([registry, inbound]) => registry === '-1' && inbound === String(3 * 86_400_000));
    const filter = {
      ...{ resourceType: AclResourceTypes.TOPIC, resourceName: `${access.prefix}in.asan` },
      ...{ resourcePatternType: ResourcePatternTypes.ANY, operation: Operation.ANY, permissionType: AclPermissionTypes.ANY },
    };
    const rights = async () => {
      const { resources } = await desk.admin.describeAcls(filter);
      return resources.flatMap(({ acls }) => acls.map(({ principal, operation }) => [principal, operation]));
    };
    const found = await eventually(rights, ({ length }) => length > 0);
    expect(found.sort()).toEqual([
      ['User:asan', Operation.WRITE],
      ['User:intake', Operation.READ],
    ]);
    const names = new Set(aclOf(access.prefix).map(({ resourceName }) => resourceName));
    names.delete('kafka-cluster'); // that right is everybody's, not this test's
    const filters = [...names].map((resourceName) => ({ ...filter, resourceType: AclResourceTypes.ANY, resourceName }));
    await desk.admin.deleteAcls({ filters });
  });

  it('gives a broker whose data folder is older than the program the users that it does not know, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qeyd-'));
    writeFileSync(join(folder, 'made'), 'admin');
    const login = { username: `${desk.prefix}newcomer`, password: randomBytes(9).toString('hex') };
    const users = { admin: desk.access, [login.username]: login };
    const program = join(__dirname, '../../test/kafka-users.mjs');
    const add = () => promisify(execFile)(process.execPath, [program, folder, desk.access.brokers.join(), JSON.stringify(users)]);
    const admin = kafkaOf({ ...desk.access, ...login }).admin();
    await expect(admin.connect()).rejects.toThrow(/invalid credentials/);
    expect((await add()).stdout).toBe('1');
    await admin.connect();
    await admin.disconnect();
    expect((await add()).stdout).toBe('0');
    expect([readdirSync(folder), readFileSync(join(folder, 'made'), 'utf8')]).toEqual([['made'], `admin\n${login.username}`]);
    rmSync(folder, { recursive: true });
  });
});
