/** What was measured of rows, as a part of the page: one line for each comparison that is wanted. */
import { overRounds, told } from '../figures.mjs';
import { percent, table, whereabouts } from '../page.mjs';

/** How the rows of the log are measured. */
export const how = `- The subjects of a row take turns within each round, every one in a process of its own with a database of its own on the same server; a ratio is that
  of two slices of the same round. Before a round the bench waits until the machine is quiet, and every slice begins with a checkpoint.
- All are durable: \`fsync\` and \`synchronous_commit\` are on. Events have about 600 bytes. Qeyd chains its hashes and keeps one inline view; they bear no personal data,
  so that nothing is sealed. The peers keep no view and no chain, and are used as their documentation says, over their own pools.
- \`pgbench\` and the rows by the hundred go straight into the log's own table.`;

/** Each of `measured` is `{ row, rates, busy }`, or `{ row, trouble }` where it could not be. */
export function report({ name, title, machine, measured, rounds, seconds, warmUp, how: says }) {
  const lines = measured.flatMap(linesOf);
  const noisiest = Math.max(...measured.flatMap((one) => one.busy ?? []));
  return `## ${title}

${whereabouts(`npm run bench -- ${name}`, machine, noisiest)} ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${seconds} s slices after ${warmUp} s of warm-up each: the median, and in brackets the least and the most.

${table(['What', 'Qeyd', 'Beside', 'Reached', 'Ratio', 'Wanted', ''], lines)}

${measured.flatMap(alsoSeen).join('\n')}

### How

${says}
`;
}

function linesOf({ row, figures, trouble }) {
  if (trouble) return [[row.what, trouble, '', '', '', '', '']];
  return row.goals.map(({ beside, least, most, figure = 'rate', unit = row.unit }, i) => {
    const [own, other] = [row.subject.is, beside.is].map((is) => figures[is].map((found) => found[figure]));
    const ratio = overRounds(own.map((value, round) => value / other[round]));
    const cells = [i ? '' : row.what, `${told(overRounds(own))} ${unit}`, beside.is, told(overRounds(other))];
    const reached = `${twoDigits(ratio.median)} × (${twoDigits(ratio.least)}–${twoDigits(ratio.most)})`;
    return [...cells, reached, ...judged(ratio.median, { least, most })];
  });
}

/** What was wanted and whether it was reached; nothing where a comparison only tells. */
function judged(ratio, { least, most }) {
  if (!least && !most) return ['', ''];
  const share = least ? ratio / least : most / ratio;
  return [least ? `≥ ${least} ×` : `≤ ${most} ×`, share >= 1 ? 'met' : `missed: ${percent(share)} of it`];
}

/** What else the subjects told of themselves. */
function alsoSeen({ row, figures }) {
  if (!figures) return [];
  return Object.entries(row.shows ?? {}).map(([figure, says]) => {
    const found = overRounds(figures[row.subject.is].map((one) => one[figure]));
    return `- ${row.what}: ${told(found)} ${says}`;
  });
}

const twoDigits = (ratio) => ratio.toFixed(2);
