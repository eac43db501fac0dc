/** The public events of all services: one declaration each, found by topic and type, checked by `validate`. */
export * from './catalogue';
export * from './contract';
export * as booking from './booking';
export * as checkpoint from './checkpoint';
export * as intake from './intake';
export * as notification from './notification';
export * as partner from './partner';
export * as registry from './registry';
export * as ticket from './ticket';
export * from './validate';
