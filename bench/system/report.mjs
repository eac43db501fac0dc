/** What was measured, as a page: what is wanted and whether it is met, then every figure and how it came about. */
import { overRounds, told } from '../figures.mjs';
import { percent, table, whereabouts } from '../page.mjs';

const apps = ['intake', 'registration-registry', 'notification', 'queue-booking', 'worker'];
const MB = 2 ** 20;

/** `idle` and each of `loads` are slices of equal rate, one a round; `step` may be missing. */
export function report({ machine, busy, isOwn, token, seconds, warmUp, heating, idle, loads, steps }) {
  return `## The running system

${whereabouts('npm run bench -- system', machine, busy)} ${rounds(idle ?? loads[0])}

### Goals

${table(['Goal', 'Wanted', 'Measured', ''], goals({ idle, loads, steps }))}
${idle ? idleSection(idle) : ''}${loads.length ? loadSection(loads, { seconds, warmUp }) : ''}${steps.length ? stepSection(steps) : ''}
### How

- One clock: everything runs on one machine. A filing counts from the moment at which it was to be sent. **HTTP**: the client has the
  whole answer, and the application is durable. **Registered**: PostgreSQL tells a listener that the register's commit is visible.
  **E-mail accepted**: the sender has the mail server's 250.
- The times of sending are fixed beforehand, at an even rate with a random shift within each interval, and do not wait for answers: a system
  that stalls is asked on, and the wait counts.
- Before anything is counted the system is warmed up for ${heating} s: programs that were just started run cold code.
- ${isOwn ? 'The system was started for the bench alone, with no limit on how often the public may file.' : 'The system that ran was measured.'} Filed was ${token ? 'by a host with a token' : 'as a foreigner without an account'}.
- The load is a process of its own; its share and that of the bench are in the table, since they run on the same cores. Memory is what is resident; of PostgreSQL's
  processes without what they share.
`;
}

const rounds = ({ length }) =>
  length > 1 ? `${length} rounds: the median, and in brackets the least and the most.` : 'One round.';
const of = (slices, valueOf) => overRounds(slices.map(valueOf));

function goals({ idle, loads, steps }) {
  const at500 = loads.find(([{ rate }]) => rate === 500);
  const most = at500 && of(at500, ({ usage }) => Math.max(...apps.map((app) => usage.programs[app]?.memory ?? 0)) / MB);
  const step = steps.find(({ isAlone }) => isAlone) ?? steps[0];
  return [
    idle &&
      atMost(
        'idle: filing → e-mail accepted, median',
        35,
        'ms',
        of(idle, ({ steps: { mailed } }) => mailed.p50),
      ),
    at500 &&
      atMost(
        '500/s: filing → registered, p99',
        60,
        'ms',
        of(at500, ({ steps: { registered } }) => registered.p99),
      ),
    at500 &&
      atMost(
        '500/s: filing → e-mail accepted, p99',
        100,
        'ms',
        of(at500, ({ steps: { mailed } }) => mailed.p99),
      ),
    at500 && atMost('500/s: memory of the largest app', 200, 'MB', most),
    step && atLeast('HTTP step beside a route that keeps nothing', 0.5, '×', step.ratio),
  ].filter(Boolean);
}

const atMost = (goal, wanted, unit, found) => [
  goal,
  `≤ ${wanted} ${unit}`,
  `${told(found)} ${unit}`,
  verdict(found.median / wanted),
];
const atLeast = (goal, wanted, unit, found) => [
  goal,
  `≥ ${wanted} ${unit}`,
  `${found.median.toFixed(2)} ${unit}`,
  verdict(wanted / found.median),
];

function verdict(ratio) {
  if (ratio <= 1) return 'met';
  return Number.isFinite(ratio) ? `missed by a factor of ${ratio.toFixed(1)}` : 'nothing came through';
}

const three = (slices, step) => ['p50', 'p95', 'p99'].map((q) => told(of(slices, ({ steps }) => steps[step][q])));

function idleSection(idle) {
  const rows = [
    ['HTTP answer', ...three(idle, 'http')],
    ['answer → registered', ...three(idle, 'registering')],
    ['registered → e-mail accepted', ...three(idle, 'mailing')],
    ['**filing → e-mail accepted**', ...three(idle, 'mailed')],
  ];
  return `
### Idle: one filing after the other

${idle[0].sent} filings a round, ${idle[0].rate} a second; milliseconds.

${table(['Step', 'p50', 'p95', 'p99'], rows)}
`;
}

function loadSection(loads, { seconds, warmUp }) {
  const rows = loads.flatMap((slices) =>
    [
      ['HTTP answer', 'http'],
      ['registered', 'registered'],
      ['e-mail accepted', 'mailed'],
    ].map(([says, step], i) => [i ? '' : `${slices[0].rate}/s`, says, ...three(slices, step), i ? '' : trouble(slices)]),
  );
  return `
### Under load

${seconds} s a slice after ${warmUp} s of warm-up; milliseconds from the filing.

${table(['Rate', 'Until', 'p50', 'p95', 'p99', 'Trouble'], rows)}

Processor (100 % is one core) and most memory:

${table(['Program', ...loads.map(([{ rate }]) => `${rate}/s`)], usageRows(loads))}
`;
}

const sum = (slices, key) => slices.reduce((total, one) => total + one[key], 0);

function trouble(slices) {
  const [errors, missing] = [sum(slices, 'errors'), sum(slices, 'missing')];
  const told = [errors && `${errors} not answered with 201`, missing && `${missing} without e-mail in time`].filter(Boolean);
  return told.join(', ') || 'none';
}

function usageRows(loads) {
  const names = Object.keys(loads[0][0].usage.programs);
  const cell = (slices, name) => {
    const used = slices.map(({ usage }) => usage.programs[name] ?? { share: NaN, memory: NaN });
    return `${percent(of(used, ({ share }) => share).median)}, ${(of(used, ({ memory }) => memory).median / MB).toFixed(0)} MB`;
  };
  return [
    ...names.map((name) => [name, ...loads.map((slices) => cell(slices, name))]),
    ['everything else on the machine', ...loads.map((slices) => percent(of(slices, ({ usage }) => usage.others).median))],
  ];
}

function stepSection(steps) {
  const rows = steps.map(({ isAlone, intake, reference, ratio, failed }) => [
    isAlone ? 'intake and its servers alone' : 'the whole system at work',
    `${told(intake)}/s`,
    `${told(reference)}/s`,
    `${ratio.median.toFixed(2)} × (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
    failed || 'none',
  ]);
  return `
### The HTTP step beside a route that keeps nothing

The same form and pipe on Nest with Fastify, answering at once; 32 connections, each asking again when answered, slices in turn.

${table(['Running', 'intake', 'the bare route', 'Ratio', 'Failed'], rows)}
`;
}
