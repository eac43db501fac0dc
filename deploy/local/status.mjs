/** `npm run status`: what runs where. Ends with code 3 when nothing does. */
import { apps } from './apps.mjs';
import { home, readState } from './machine/place.mjs';
import { isAlive } from './machine/process.mjs';
import { say } from './machine/say.mjs';
import { answersOk } from './servers/specimens.mjs';

const { launcher, processes, servers, system } = readState();
const isRunning = (name) => isAlive(processes[name]);
const running = [...Object.keys(processes), ...Object.keys(servers)].some((name) => isRunning(name)) || isAlive(launcher);

const withoutPassword = (url) => url.replace(/\/\/([^:@/]*):[^@]*@/, '//$1@');
const addresses = {
  postgres: ({ url }) => withoutPassword(url),
  kafka: ({ brokers }) => brokers,
  redis: ({ url }) => withoutPassword(url),
  mailbox: ({ smtp, page }) => `${page ?? ''} ${withoutPassword(smtp)}`.trim(),
  oidc: ({ issuer }) => issuer,
};

function line(name, condition, address, what) {
  const pid = isRunning(name) ? String(processes[name].pid) : '–';
  say(`  ${name.padEnd(22)} ${condition.padEnd(9)} ${pid.padStart(7)}  ${address.padEnd(46)} ${what}`.trimEnd());
}

/** What a service's last audit says, from its metrics; `null` while there is none. */
async function auditOf(url) {
  const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.text(),
    () => '',
  );
  const sum = (name) =>
    [...text.matchAll(new RegExp(`^qeyd_audit_${name}\\{.*\\} (.*)$`, 'gm'))].reduce((all, [, n]) => all + Number(n), 0);
  return sum('at_seconds') > 0 ? { published: sum('published'), behind: sum('behind'), gaps: sum('gaps') } : null;
}

function verdict(audits) {
  const known = audits.filter(Boolean);
  const sum = (name) => known.reduce((all, audit) => all + audit[name], 0);
  const about = `of ${sum('published')} published events; ${sum('behind')} still to be taken`;
  if (sum('gaps') > 0) return `Something is lost (${sum('gaps')} gaps) ${about}: see /v1/audit of the worker.`;
  return known.length < audits.length || known.length === 0
    ? 'Whether an event is lost is not known: not every log was audited yet.'
    : `No event is lost ${about}.`;
}

if (running) {
  say(
    `\nQeyd ${isAlive(launcher) ? `is kept running by process ${launcher.pid}` : 'has only servers running'}; state, logs and data are in ${home}\n`,
  );
  for (const name of Object.keys(addresses).filter((known) => servers[known])) {
    const server = servers[name];
    const ours = processes[name] !== undefined;
    line(name, ours && !isRunning(name) ? 'gone' : 'up', addresses[name](server), server.by);
  }
  const audits = [];
  for (const { name, database } of apps.filter(({ name: app }) => isRunning(app))) {
    const url = system.apps[name];
    if (database) audits.push(auditOf(url));
    line(name, (await answersOk(`${url}/health/ready`)) ? 'ready' : 'not ready', url, '');
  }
  say(`\n  ${verdict(await Promise.all(audits))}\n`);
} else {
  say('Qeyd is not running: start it with `npm start`.');
  process.exitCode = 3;
}
