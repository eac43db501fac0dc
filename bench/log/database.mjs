/** A database of a subject's own on the server that is measured. */
import { built } from './built.mjs';
import { StayMigration } from './stay.mjs';

const { testDatabase } = built('libs/testing/index.js');
const { EventLogMigration } = built('libs/event-store/index.js');

/** An empty one, for a peer that makes its own tables: `{ url, ownerUrl, drop() }`. */
export const emptyDatabase = (name) => testDatabase(name, []);

/** One with the tables of the log and its view. */
export const logDatabase = () => testDatabase('log', [EventLogMigration, StayMigration]);
