/** The vocabulary that every rule file shares; depends on nothing. */
export * from './codebook';
export * from './decider';
export * from './dictionary';
export * from './document';
export * from './event';
