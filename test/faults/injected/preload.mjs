/** Compiles what is loaded into PostgreSQL, and turns its two knobs while it runs. */
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../../../deploy/local/machine/say.mjs';

const source = join(import.meta.dirname, 'preload.c');

/** `{ env, clockShift(seconds), diskDelay(milliseconds), close() }`; `folder` must be one that the server may enter. */
export function compilePreload(folder) {
  if (process.platform !== 'linux') throw new Trouble('A server with another clock or a slow disk needs Linux (LD_PRELOAD).');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const library = join(folder, 'preload.so');
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (made.error)
    throw new Trouble('A server with another clock or a slow disk needs a C compiler: apt-get install gcc libc6-dev.');
  if (made.status !== 0) throw new Trouble(`preload.c does not compile:\n${made.stderr}`);
  const control = join(folder, 'control');
  const file = openSync(control, 'w', 0o644);
  writeSync(file, Buffer.alloc(16));
  for (const path of [folder, library]) chmodSync(path, 0o755);
  const set = (index, value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(file, bytes, 0, 8, index * 8);
  };
  return {
    env: { ...process.env, LD_PRELOAD: library, FAULTS_CONTROL: control },
    clockShift: (seconds) => set(0, seconds),
    diskDelay: (milliseconds) => set(1, Math.round(milliseconds * 1000)),
    close: () => closeSync(file),
  };
}
