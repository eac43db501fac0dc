/** The vocabulary that every rule file shares; depends on nothing. */
export * from './decider';
export * from './event';
