/** Makes the topics and the rights on them, as a program of its own; running it again changes nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AclOperationTypes as Operation,
  AclPermissionTypes,
  AclResourceTypes as Resource,
  ConfigResourceTypes,
  ResourcePatternTypes as Pattern,
  type AclEntry,
  type AclFilter,
  type Admin,
} from 'kafkajs';
import { checkpoint, partner } from '@qeyd/contracts';
import { accessFrom, kafkaOf, RETRY, type KafkaAccess } from './client';

interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** `null`: for ever. */
  readonly keptDays: number | null;
}

interface Rights {
  readonly writes: readonly string[];
  readonly reads: readonly string[];
}

const PUBLIC = ['intake', 'registry', 'codebook', 'booking', 'notification'];
const { topic: CHECKPOINT } = checkpoint.CheckpointSigned;
const inbound = partner.partners.map((name) => `in.${name}`);
const replies = partner.partners.map((name) => `reply.${name}`);

/** What partners send is in clear, so it does not stay; their answers stay long enough for a partner that was away. */
export const TOPICS: readonly Topic[] = [
  ...PUBLIC.map((name) => ({ name, partitions: 12, keptDays: null })),
  { name: CHECKPOINT, partitions: 1, keptDays: null },
  ...inbound.map((name) => ({ name, partitions: 3, keptDays: 3 })),
  ...replies.map((name) => ({ name, partitions: 3, keptDays: 30 })),
];

const SERVICES: Readonly<Record<(typeof checkpoint.logs)[number], Rights>> = {
  intake: { writes: ['intake', ...replies], reads: [...inbound, 'registry', 'notification', 'codebook'] },
  'registration-registry': { writes: ['registry', 'codebook'], reads: ['intake'] },
  'queue-booking': { writes: ['booking', 'codebook'], reads: ['intake', 'codebook'] },
  notification: { writes: ['notification'], reads: ['intake', 'registry', 'booking', 'codebook'] },
};

/** What is not listed is denied. Everyone may use groups that begin with the own name; a service may look how far its readers are. Checkpoints are signed, so their topic is one for all. */
export const RIGHTS: Readonly<Record<string, Rights>> = {
  ...Object.fromEntries(
    Object.entries(SERVICES).map(([name, { writes, reads }]) => [
      name,
      { writes: [...writes, CHECKPOINT], reads: [...reads, CHECKPOINT] },
    ]),
  ),
  analyst: { writes: [], reads: [...PUBLIC, CHECKPOINT] },
  ...Object.fromEntries(partner.partners.map((name) => [name, { writes: [`in.${name}`], reads: [`reply.${name}`] }])),
};

/** The public topics of a service, each with the services that consume it. */
export function readersOf(service: string): Readonly<Record<string, readonly string[]>> {
  const { writes } = Object.entries(SERVICES).find(([name]) => name === service)?.[1] ?? { writes: [] };
  const readersIn = (topic: string) =>
    Object.entries(SERVICES).flatMap(([name, { reads }]) => (reads.includes(topic) ? [name] : []));
  return Object.fromEntries(writes.filter((topic) => PUBLIC.includes(topic)).map((topic) => [topic, readersIn(topic)]));
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS = 15_000;
const EVERY_RIGHT: AclFilter = {
  ...{ resourceType: Resource.ANY, resourcePatternType: Pattern.ANY },
  ...{ operation: Operation.ANY, permissionType: AclPermissionTypes.ANY },
};

/** `replicas` is the replication factor; with three or more, two must have a message before it counts as written. */
export async function provision(access: KafkaAccess, replicas: number): Promise<void> {
  const admin = kafkaOf(access).admin({ retry: RETRY });
  await admin.connect();
  try {
    await makeTopics(admin, access.prefix, replicas);
    if (access.security !== 'PLAINTEXT') await grant(admin, aclOf(access.prefix));
  } finally {
    await admin.disconnect();
  }
}

async function makeTopics(admin: Admin, prefix: string, replicas: number): Promise<void> {
  const wanted = TOPICS.map(({ name, partitions, keptDays }) => ({
    topic: prefix + name,
    numPartitions: partitions,
    replicationFactor: replicas,
    configEntries: [
      { name: 'retention.ms', value: String(keptDays === null ? -1 : keptDays * DAY_MS) },
      { name: 'retention.bytes', value: '-1' },
      // The broker drops whole segments: without short ones a message would stay up to a week longer than it may.
      ...(keptDays === null ? [] : [{ name: 'segment.ms', value: String(HOUR_MS) }]),
      { name: 'min.insync.replicas', value: replicas >= 3 ? '2' : '1' },
    ],
  }));
  const existing = new Set(await admin.listTopics());
  const topics = wanted.filter(({ topic }) => !existing.has(topic));
  if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: true });
  const resources = wanted.map(({ topic, configEntries }) => ({ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }));
  await admin.alterConfigs({ validateOnly: false, resources });
}

/** The broker answers before its new rights apply, so we look until they do: whoever starts next needs them. */
async function grant(admin: Admin, acl: AclEntry[]): Promise<void> {
  await admin.createAcls({ acl });
  const nameOf = (right: AclEntry): string =>
    [right.principal, right.operation, right.resourceType, right.resourcePatternType, right.resourceName].join(' ');
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { resources } = await admin.describeAcls(EVERY_RIGHT);
    const granted = new Set(resources.flatMap(({ acls, ...resource }) => acls.map((one) => nameOf({ ...resource, ...one }))));
    if (acl.every((right) => granted.has(nameOf(right)))) return;
    await sleep(100);
  }
  throw new Error('The broker took the rights, but does not show them');
}

export function aclOf(prefix: string): AclEntry[] {
  return Object.entries(RIGHTS).flatMap(([user, { writes, reads }]) => {
    const allow = (
      resourceType: Resource,
      resourceName: string,
      operation: Operation,
      resourcePatternType = Pattern.LITERAL,
    ) => ({
      ...{ resourceType, resourceName, resourcePatternType, operation },
      ...{ principal: `User:${user}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
    });
    return [
      ...writes.map((topic) => allow(Resource.TOPIC, prefix + topic, Operation.WRITE)),
      ...reads.map((topic) => allow(Resource.TOPIC, prefix + topic, Operation.READ)),
      ...(writes.length > 0 ? [allow(Resource.CLUSTER, 'kafka-cluster', Operation.IDEMPOTENT_WRITE)] : []),
      ...(reads.length > 0 ? [allow(Resource.GROUP, prefix + user, Operation.READ, Pattern.PREFIXED)] : []),
      ...[...new Set(Object.values(readersOf(user)).flat())].map((reader) =>
        allow(Resource.GROUP, prefix + reader, Operation.DESCRIBE),
      ),
    ];
  });
}

if (require.main === module) {
  provision(accessFrom(process.env), Number(process.env['KAFKA_REPLICAS'] ?? 1)).then(
    () => process.stdout.write(`${TOPICS.length} topics and the rights of ${Object.keys(RIGHTS).length} users are in place\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
