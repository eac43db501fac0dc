/** What came of the many attempts, as the table that is printed and written to docs/faults-queue.md. */
import { cpus, type } from 'node:os';
import { tableOf as tableFor } from '../report.mjs';

const columns = [
  ['Answered "yours"', ({ given }) => given],
  ['confirmed', ({ confirmed }) => confirmed],
  ['moved', ({ moved }) => moved],
  ['No answer', ({ unknown }) => unknown],
  ['Events', ({ events }) => events],
  ['Over capacity', ({ over }) => over.length],
  ['Double', ({ twice }) => twice.length],
  ['Lost', ({ lost }) => lost.length],
  ['Broken', ({ broken }) => broken.length],
];

export const tableOf = (verdict) => tableFor([verdict], columns);

export const pageOf = (verdict, { attempts, seed, seconds }) => `# Places under fire

Written by \`npm run faults -- queue\` on ${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${seconds} s. ${cpus().length} cores, ${type()}, Node ${process.version}.

${attempts.toLocaleString('en')} attempts on 150 places at a time (one office, three days, ten slots of five seats; sixty times there are new days) by 20,000 people over all seven channels: 1,200 at a time ask
three processes of queue-booking at their desk, without HTTP. Whoever gets a place lets the hold end (two seconds), or confirms it and keeps it, moves it or gives it back, so that there is always
something to have. Meanwhile ${verdict.offices} times a process and ${verdict.servers} times PostgreSQL was killed (-9). Those who ask write down every "yours" outside of the system, with
an \`fdatasync\` before they go on.

At the end a model compares. _Over capacity_: a seat that the plan does not have. _Double_: a seat given to two, or two places to one person, at any moment of the
log. _Lost_: a place that was answered "yours" and was never given, a confirmation that is not in the log, or one that does not stand where it was answered although its owner never
asked to leave. _Broken_: the view is not what a replay gives, or a hold was confirmed that was over.

${tableOf(verdict)}

_No answer_: the answer was a fault, or none came: once for a new place, twenty times for one that was held.
`;
