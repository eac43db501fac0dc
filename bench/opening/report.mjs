/** What came of opening day, as a part of the page. */
import { percent, table, whereabouts } from '../page.mjs';

/** Answers that are no error: somebody else has it, the person has one, or too many ask. */
const isMeant = (name) => name === 'confirmed' || /^(409 (place-taken|already-booked)|429)/.test(name);
/** What each of our programs used. */
const shares = ({ programs }) =>
  Object.entries(programs)
    .filter(([name, { share }]) => share >= 0.01 && name !== 'load' && name !== 'bench')
    .toSorted(([, a], [, b]) => b.share - a.share)
    .map(([name, { share }]) => `${name} ${percent(share)}`)
    .join(', ');
const ms = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

export function report({ people, minutes, places, filings, alone, beside, came, found, confirmed, refused, machine, busy }) {
  const { counts, took } = came;
  const errors = Object.entries(counts).filter(([name]) => !isMeant(name));
  const wrong = errors.reduce((sum, [, n]) => sum + n, 0);
  const disturbed = beside.steps.http.p50 / alone.steps.http.p50;
  const rows = [
    ['Answers that are errors', '0', `${wrong}`, wrong ? errors.map(([name, n]) => `${n} ${name}`).join(', ') : 'met'],
    [
      'Filing in intake beside it, median of the answer',
      '≤ 2 ×',
      `${ms(beside.steps.http.p50)}, alone ${ms(alone.steps.http.p50)}: ${disturbed.toFixed(2)} ×`,
      disturbed <= 2 ? 'met' : 'missed',
    ],
    [
      'A confirmed booking, from the moment at which its person was to ask, p99',
      'told',
      `${ms(confirmed.p99)}, median ${ms(confirmed.p50)}`,
      '',
    ],
    [
      'Confirmed in the table of places, and different places among them',
      `≤ ${places}`,
      `${found.given}, ${found.places}`,
      found.given === found.places && found.given === counts.confirmed ? 'met' : 'not what was answered',
    ],
  ];
  return `## Opening day

${whereabouts('npm run bench -- opening', machine, busy)}

${places.toLocaleString('en')} places of one day at 13 offices are released at one moment. ${people.toLocaleString('en')} people come over ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} at times fixed beforehand (${(people / minutes / 60).toFixed(0)} a second), through two channels, each for
one place drawn by lot, and confirm it at once. The last answer came after ${took.toFixed(0)} s. Beside it ${filings} applications a second are filed in intake. Some hundreds
have booked for the day before until then, so that no program is cold.

${table(['What', 'Wanted', 'Measured', ''], rows)}

${Object.entries(counts)
  .map(([name, n]) => `- ${n.toLocaleString('en')} ${name}, ${percent(n / people)}`)
  .join('\n')}
${refused.count ? `- refused: median ${ms(refused.p50)}, p99 ${ms(refused.p99)}\n` : ''}- filing beside it: p99 ${ms(beside.steps.http.p99)}, alone ${ms(alone.steps.http.p99)}
- processor meanwhile (100 % is one core): ${shares(beside.usage)}
`;
}
