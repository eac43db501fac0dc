/** The public events of all services. */
export * from './contract';
export * as intake from './intake';
export * as notification from './notification';
export * as partner from './partner';
export * as registry from './registry';
