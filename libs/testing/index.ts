/** What tests of every part share. */
export * from './database.int';
export * from './specify';
