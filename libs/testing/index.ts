/** What tests of every part share. */
export * from './database';
export * from './running';
export * from './specify';
export * from './stored-shapes';
export * from './way';
