/** What is measured: rows of subjects that do the same work, and how they are wanted to compare. */
const ours = (name) => new URL(`own/${name}.mjs`, import.meta.url);
const peer = (name) => new URL(`../peers/${name}.mjs`, import.meta.url);

const qeyd = { is: 'Qeyd', module: ours('qeyd') };
const pgbench = { is: 'pgbench, one row a commit', module: peer('pgbench') };
const emmett = { is: 'emmett', module: peer('emmett') };
const castore = { is: 'Castore', module: peer('castore') };
const follower = { is: 'Qeyd', module: ours('follower') };
const cursor = { is: 'pg-cursor, 1000 rows', module: peer('readers'), operation: 'cursor' };
const copy = { is: 'one COPY, bodies not parsed', module: peer('readers'), operation: 'copy' };
const pgoutput = { is: 'a pgoutput client', module: peer('pgoutput') };
const kafkajs = { is: 'kafkajs alone', module: peer('kafkajs') };
const expiry = { is: 'Qeyd', module: ours('expiry') };
const bullmq = { is: 'a BullMQ job each', module: peer('bullmq') };
const unnest = { is: '100 rows a commit, 2 connections', module: peer('unnest') };

const MILLION = 1_000_000;

/**
 * A row asks its subject and those beside it for the same `operation` with the same `load`, in turn, round by round. An answer is a rate
 * or figures by name, `rate` among them. A goal names with whom to compare, and how many times the other's figure is wanted: `least`, or
 * `most` where less is better. `laid` is how many events the log has from the start, `needs` what is started beside PostgreSQL, `shows`
 * which other figures of the subject are told. Subjects may differ in the first three.
 */
const append = (callers, goals, more = {}) => ({
  name: `append-${callers}${more.suffix ?? ''}`,
  what: `append, ${callers} ${callers === 1 ? 'caller' : 'callers'}${more.says ?? ''}`,
  unit: 'events/s',
  operation: 'append',
  load: { callers },
  subject: qeyd,
  goals,
  ...more,
});

const onSlowDisk = { suffix: '-slow-disk', says: ', a disk 2 ms slower', server: 'postgres on a slow disk' };

export const rows = [
  append(1, [
    { beside: pgbench, least: 0.55 },
    { beside: emmett, least: 2.3 },
  ]),
  append(32, [
    { beside: pgbench, least: 1.2 },
    { beside: emmett, least: 10 },
    { beside: castore, least: 3 },
  ]),
  append(128, [
    { beside: pgbench, least: 2.5 },
    { beside: emmett, least: 18 },
  ]),
  append(512, [{ beside: unnest, least: 0.6 }]),
  append(32, [{ beside: pgbench, least: 1.3 }], onSlowDisk),
  append(128, [{ beside: pgbench, least: 1.8 }], onSlowDisk),
  append(128, [{ beside: { ...qeyd, is: 'one process' }, least: 0.9 }], {
    suffix: '-two-processes',
    says: ' of two processes on one log',
    subject: { is: 'two processes', module: ours('pair') },
  }),
  append(64, [{ beside: { ...qeyd, is: '64 cold streams', operation: 'cold' }, least: 0.3 }], {
    suffix: '-one-stream',
    says: ' on one hot stream',
    operation: 'hot',
    shows: { decisions: 'decisions an event' },
  }),
  {
    name: 'read-stream',
    what: 'read a stream of 5 events, 32 callers',
    unit: 'streams/s',
    operation: 'readStream',
    load: { callers: 32 },
    subject: qeyd,
    goals: [{ beside: emmett, least: 4 }],
  },
  {
    name: 'read-all',
    what: '1 M events into a fold',
    unit: 'events/s',
    laid: MILLION,
    operation: 'fold',
    load: { count: MILLION },
    subject: follower,
    goals: [
      { beside: cursor, least: 1.6 },
      { beside: copy, least: 0.6 },
    ],
    shows: { memory: 'MB at most' },
  },
  {
    name: 'relay-count',
    what: 'relay to a sink that counts',
    unit: 'events/s',
    laid: MILLION,
    operation: 'relay',
    load: { count: MILLION / 2 },
    subject: follower,
    goals: [{ beside: pgoutput, least: 1.5 }],
  },
  {
    name: 'relay-kafka',
    what: 'relay to Kafka',
    unit: 'events/s',
    laid: MILLION,
    needs: ['kafka'],
    operation: 'publish',
    load: { count: MILLION / 5 },
    subject: follower,
    goals: [{ beside: kafkajs, least: 0.8 }],
  },
  {
    name: 'rebuild',
    what: 'rebuild of a view of 1 M events, proved',
    unit: 'events/s',
    laid: MILLION,
    operation: 'rebuild',
    load: { count: MILLION },
    subject: follower,
    goals: [{ beside: { ...follower, is: 'reading them', operation: 'fold' }, least: 0.25 }],
  },
  {
    name: 'expiry',
    what: 'expiry of 200,000 due at once, while 50 a second are filed',
    unit: 'ends/s',
    needs: ['redis'],
    operation: 'expire',
    load: { count: MILLION / 5 },
    subject: expiry,
    goals: [
      { beside: { ...bullmq, load: { count: MILLION / 20 } }, least: 6 },
      { beside: { ...expiry, is: 'no expiry', operation: 'filing' }, most: 3, figure: 'p99', unit: 'ms' },
    ],
    shows: { redis: 'MB more in Redis' },
  },
  {
    name: 'expiry-linear',
    what: 'expiry of 1 M due at once',
    unit: 'ends/s',
    long: true,
    needs: ['redis'],
    operation: 'expire',
    load: { count: MILLION },
    subject: expiry,
    goals: [{ beside: { ...expiry, is: 'of 10,000', load: { count: MILLION / 100 } }, least: 0.85 }],
    shows: { redis: 'MB more in Redis' },
  },
  {
    name: 'read-memory',
    what: 'memory for 3 M events',
    unit: 'MB',
    long: true,
    laid: 3 * MILLION,
    operation: 'fold',
    load: { count: 3 * MILLION },
    subject: follower,
    goals: [
      {
        beside: { ...follower, is: 'for 1 M events', laid: MILLION, load: { count: MILLION } },
        most: 1.15,
        figure: 'memory',
        unit: 'MB',
      },
    ],
  },
  append(
    128,
    [
      { beside: { ...qeyd, is: 'an empty log', laid: 0 }, least: 0.85 },
      { beside: { ...qeyd, is: 'an empty log', laid: 0 }, most: 1.1, figure: 'wal', unit: 'bytes of WAL an event' },
    ],
    { suffix: '-at-10-million', says: ' to a log of 10 M events', long: true, laid: 10 * MILLION },
  ),
];
