/**
 * Outlives the command that started it: when that command is killed so hard that it cannot clean up, ends what it left running.
 * Its standard input is a pipe from that command; the system closes it however the command dies.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { end } from './process.mjs';
import { openPlace, readState } from './place.mjs';

/** Guards the place until the current process is gone. */
export function guard(place) {
  const own = fileURLToPath(import.meta.url);
  const args = [own, place.folder, ...(place.temporary ? ['temporary'] : [])];
  const guardian = spawn(process.execPath, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guardian.unref();
  guardian.stdin.unref();
}

/** Ends every process that the place has on record, as far as it still is the same process. */
export async function endRecorded(place) {
  await Promise.all(Object.values(place.state.processes).map((recorded) => end(recorded, recorded)));
  place.state.processes = {};
  place.state.launcher = null;
  place.save();
}

export function removePlace(place) {
  for (const folder of [...Object.values(place.state.folders), place.folder]) rmSync(folder, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, temporary] = process.argv.slice(2);
  process.stdin.resume();
  process.stdin.on('end', async () => {
    if (readState(folder).launcher === null) return;
    const place = openPlace(folder);
    await endRecorded(place);
    if (temporary) removePlace(place);
  });
}
