/** What each program of the system uses: processor time and memory, its child processes included. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const linux = existsSync('/proc/self/stat');
const TICK_MS = 10;
const PAGE = linux ? Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })) : 0;

/**
 * `programs` maps names to process ids; answers of each `{ cpu: milliseconds so far, memory: bytes }`. A program that another one of
 * them started counts for itself alone.
 */
export function usageOf(programs) {
  const named = new Set(Object.values(programs));
  const familyOf = linux ? (pid) => familyInProc(pid, named) : familyInPs(psTable(), named);
  const sum = (list, key) => list.reduce((total, one) => total + one[key], 0);
  return Object.fromEntries(
    Object.entries(programs).map(([name, pid]) => {
      const family = familyOf(pid);
      return [name, { cpu: sum(family, 'cpu'), memory: sum(family, 'memory') }];
    }),
  );
}

/** Milliseconds that all cores together were busy since the machine started. */
export const busyTime = () => cpus().reduce((total, { times }) => total + times.user + times.nice + times.sys + times.irq, 0);

/**
 * A process and those below it; only these are read, so that looking costs little. The second field of `stat` may contain spaces. What
 * processes of PostgreSQL share is not counted: every one of them maps the same.
 */
function familyInProc(pid, named, isChild = false) {
  const file = (name) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  try {
    const fields = file('stat').split(') ').pop().split(' ');
    const [, resident, shared] = file('statm').split(' ').map(Number);
    const children = file(`task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
    const own = { cpu: (Number(fields[11]) + Number(fields[12])) * TICK_MS, memory: (resident - (isChild ? shared : 0)) * PAGE };
    return [own, ...children.filter((child) => !named.has(child)).flatMap((child) => familyInProc(child, named, true))];
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return []; // it ended while we looked
    throw error;
  }
}

function psTable() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, rss, time] = line.trim().split(/\s+/);
    const cpu = time.split(/[:-]/).reduce((seconds, part) => seconds * 60 + Number(part), 0) * 1000;
    return { pid: Number(pid), parent: Number(parent), cpu, memory: Number(rss) * 1024 };
  });
}

const familyInPs = (table, named) =>
  function family(pid) {
    const below = table.filter((one) => one.parent === pid && !named.has(one.pid)).flatMap((child) => family(child.pid));
    return [...table.filter((one) => one.pid === pid), ...below];
  };
