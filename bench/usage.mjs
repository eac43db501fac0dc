/** What each program of the system uses: processor time and memory, its child processes included. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';

const linux = existsSync('/proc/self/stat');
const TICK_MS = 10;
const PAGE = linux ? Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })) : 0;

/** `programs` maps names to process ids; answers of each `{ cpu: milliseconds so far, memory: bytes }`. */
export function usageOf(programs) {
  const all = linux ? fromProc() : fromPs();
  const children = new Map();
  for (const one of all.values()) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  const withChildren = (pid) => [all.get(pid), ...(children.get(pid) ?? []).flatMap((child) => withChildren(child.pid))];
  const sum = (list, key) => list.reduce((total, one) => total + (one?.[key] ?? 0), 0);
  return Object.fromEntries(
    Object.entries(programs).map(([name, pid]) => {
      const family = withChildren(pid);
      return [name, { cpu: sum(family, 'cpu'), memory: sum(family, 'memory') }];
    }),
  );
}

/** Milliseconds that all cores together were busy since the machine started. */
export const busyTime = () => cpus().reduce((total, { times }) => total + times.user + times.nice + times.sys + times.irq, 0);

/** The second field of `stat` may contain spaces. Shared memory is not counted: every process of PostgreSQL maps the same. */
function fromProc() {
  const found = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').pop().split(' ');
      const [, resident, shared] = readFileSync(`/proc/${name}/statm`, 'utf8').split(' ').map(Number);
      const isServerChild = /postgres/.test(readFileSync(`/proc/${name}/comm`, 'utf8'));
      const memory = (resident - (isServerChild ? shared : 0)) * PAGE;
      const cpu = (Number(fields[11]) + Number(fields[12])) * TICK_MS;
      found.set(Number(name), { pid: Number(name), parent: Number(fields[1]), cpu, memory });
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error; // it ended while we looked
    }
  }
  return found;
}

function fromPs() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' }).trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.map(([pid, parent, rss, time]) => {
      const cpu = time.split(/[:-]/).reduce((seconds, part) => seconds * 60 + Number(part), 0) * 1000;
      return [Number(pid), { pid: Number(pid), parent: Number(parent), cpu, memory: Number(rss) * 1024 }];
    }),
  );
}
