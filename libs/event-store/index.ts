/** The log: append-only, gap-free, group-committed, with views in the same transaction and a relay behind it. */
export { aadOf, type AnyDecider } from './stored/codec';
export * from './faults';
export { grant } from './grant';
export { idFrom, newId } from './ids';
export * from './log';
export { EventLogMigration } from './log.migration';
export { rebuild, type Progress, type RebuildOptions, type Rebuilt } from './rebuild/rebuild';
export { RebuildMigration } from './rebuild/rebuild.migration';
export { LAST_REBUILDS, lastRebuilds, type RebuildRow } from './rebuild/record';
export * from './relay';
export * from './types';
export { bulk } from './view';
