/** What is measured: rows of subjects that do the same work, and how they are wanted to compare. */
const ours = (name) => new URL(`${name}.mjs`, import.meta.url);
const peer = (name) => new URL(`../peers/${name}.mjs`, import.meta.url);

const qeyd = { is: 'Qeyd', module: ours('qeyd') };
const pgbench = { is: 'pgbench, one row a commit', module: peer('pgbench') };
const emmett = { is: 'emmett', module: peer('emmett') };
const castore = { is: 'Castore', module: peer('castore') };
const unnest = { is: '100 rows a commit, 2 connections', module: peer('unnest') };

/**
 * A row asks every one of its subjects for the same `operation`, in turn, round by round; what it answers is more, the better. `goals`
 * name the subject to compare with and the least ratio that is wanted. A subject may have arguments of its own.
 */
const append = (callers, goals, more = {}) => ({
  name: `append-${callers}${more.suffix ?? ''}`,
  what: `append, ${callers} ${callers === 1 ? 'caller' : 'callers'}${more.says ?? ''}`,
  unit: 'events/s',
  server: 'postgres',
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
];
