/** Personal data is sealed under a key of its subject's own: the vault keeps those keys, and destroys them. */
export type { Identity } from './identity';
export { BrokenSeal } from './seal';
export { Vault, type VaultConfig } from './vault';
export { VaultMigration } from './vault.migration';
export { VaultUnavailable } from './vault.pool';
