/** The outside record of what was answered: a line counts once `fdatasync` has said so. */
import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** `keep` resolves once the line is on the disk; lines that come while a sync is under way share the next one. */
export function openRecord(file) {
  const record = openSync(file, 'a');
  let gathering = null;
  let last = Promise.resolve();

  function newBatch() {
    const batch = { lines: [] };
    batch.synced = last.then(async () => {
      gathering = null;
      writeSync(record, batch.lines.join(''));
      await promisify(fdatasync)(record);
    });
    last = batch.synced;
    return batch;
  }

  return {
    keep(line) {
      gathering ??= newBatch();
      gathering.lines.push(`${line}\n`);
      return gathering.synced;
    },
    close: () => closeSync(record),
  };
}
