/** Ids of streams: ordered by time, because random ones make appends slower as the log grows. */
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** A new UUID version 7 (RFC 9562). */
export const newId = (): string => v7();

/** The id that always follows from `parent` and `name`: it keeps the parent's time prefix and hashes the rest (UUID version 8). */
export function idFrom(parent: string, name: string): string {
  const hash = createHash('sha256').update(`${parent}/${name}`).digest('hex');
  const variant = ((parseInt(hash.charAt(3), 16) & 3) | 8).toString(16);
  return `${parent.slice(0, 14)}8${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
