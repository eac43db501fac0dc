/** Knows a process by its id *and* its start time, so that an id which meanwhile belongs to another program is never touched. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const linux = existsSync('/proc/self/stat');

/** A text that no later process with the same id has; `null` when no such process lives. */
function startOf(pid) {
  try {
    return linux ? linuxStart(pid) : psStart(pid);
  } catch {
    return null;
  }
}

/** Ticks since boot (field 22 of `stat`; the second field may contain spaces), made unique by the boot's own id. */
function linuxStart(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  if (fields[0] === 'Z') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}:${fields[19]}`;
}

function psStart(pid) {
  const [condition, ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  return condition.startsWith('Z') ? null : start.join(' ');
}

/** `{ pid, started }` as kept in the state file. */
export const identify = (pid) => ({ pid, started: startOf(pid) });

export const isAlive = (identity) => identity?.started != null && startOf(identity.pid) === identity.started;

/** Starts a program in a process group of its own (Ctrl-C in the terminal does not reach it), its output going to `log`. */
export function launch({ command, args, cwd, env, user, log, append }) {
  const output = openSync(log, append ? 'a' : 'w', 0o600);
  const child = spawn(command, args, { cwd, env, ...user, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  return child;
}

/** Asks the process to end, waits, and kills its whole group when it does not; does nothing when it is already gone. */
export async function end(identity, { signal = 'SIGTERM', patience = 15_000 } = {}) {
  if (!isAlive(identity)) return;
  process.kill(identity.pid, signal);
  if (await gone(identity, patience)) return;
  process.kill(-identity.pid, 'SIGKILL');
  await gone(identity, 5_000);
}

async function gone(identity, patience) {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(50)) if (!isAlive(identity)) return true;
  return !isAlive(identity);
}
