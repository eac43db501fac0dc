/** What must be true after any fault, whatever happened: the outside record against the log, its views and its consumer. Pure. */
import { createHash } from 'node:crypto';

/**
 * `sent`: `{ cause, stream, steps }`; `acknowledged`: `{ cause, stream, version, position, events }`; `events` in order of position,
 * `commits` in order, `head`, `view`, `notes` in the order in which they were taken, `answers` of the consumer's own log; `isDone`
 * when everything had the time to arrive. Answers `{ found, unknown, lost, twice, disorder, broken }`, the last four as sentences.
 */
export function judge(evidence) {
  const faults = { lost: [], twice: [], disorder: [], broken: [] };
  const byCause = groupedBy(evidence.events, ({ cause }) => cause);
  checkLog(evidence, faults);
  checkCommands(evidence, byCause, faults);
  checkView(evidence, faults);
  checkNotes(evidence, faults);
  const acknowledged = new Set(evidence.acknowledged.map(({ cause }) => cause));
  const unknown = evidence.sent.filter(({ cause }) => !acknowledged.has(cause));
  const found = unknown.filter(({ cause }) => byCause.has(cause));
  return { sent: evidence.sent.length, acknowledged: acknowledged.size, unknown: unknown.length, found: found.length, ...faults };
}

export const isWhole = ({ lost, twice, disorder, broken }) => [lost, twice, disorder, broken].every(({ length }) => length === 0);

/** Positions without a gap, versions in order, time that never runs backwards, hashes that fit, a chain that holds. */
function checkLog({ events, commits, head }, { lost, disorder, broken }) {
  const versions = new Map();
  for (const [i, event] of events.entries()) {
    const before = events[i - 1];
    if (event.position !== (before?.position ?? 0) + 1) lost.push(`position ${event.position} follows ${before?.position ?? 0}`);
    if (before && event.recordedAt < before.recordedAt)
      disorder.push(`position ${event.position} is earlier than the one before`);
    const version = (versions.get(event.id) ?? 0) + 1;
    if (event.version !== version)
      disorder.push(`position ${event.position} is version ${event.version} of ${event.id}, not ${version}`);
    versions.set(event.id, event.version);
    if (!event.hash.equals(hashOf(event))) broken.push(`position ${event.position} does not have the hash of its content`);
  }
  let [from, chain] = [0, Buffer.alloc(0)];
  for (const { last, recordedAt, hash } of commits) {
    const hashes = events.slice(from, last).map((event) => event.hash);
    chain = chained(chain, recordedAt, hashes);
    if (!hash.equals(chain)) broken.push(`the commit up to position ${last} breaks the chain`);
    from = last;
  }
  if (from !== events.length) broken.push(`the last commit ends at ${from}, and there are ${events.length} events`);
  if (head.position !== events.length || !head.hash.equals(chain)) broken.push(`the head says ${head.position}`);
}

/** As the function `append` in libs/event-store/log.migration.ts says it, said again. */
export const chained = (before, recordedAt, hashes) =>
  createHash('sha256')
    .update(Buffer.concat([before, Buffer.from(recordedAt), ...hashes]))
    .digest();

/** As libs/event-store/stored/codec.ts says it, said again. */
export function hashOf({ category, id, version, type, schema, meta, data }) {
  const header = JSON.stringify([category, id, version, type, schema, null]);
  return createHash('sha256').update(`${header}\n${meta}\n${data}\n`).digest();
}

/** Everything acknowledged stands where its answer said; every command stands there whole and once, or not at all. */
function checkCommands({ sent, acknowledged, commits }, byCause, { lost, twice, broken }) {
  const commitOf = commitsBy(commits);
  for (const { cause, stream, steps } of sent) {
    const events = byCause.get(cause) ?? [];
    if (events.length > steps) twice.push(`${cause} stands at ${events.map(({ position }) => position).join()}`);
    if (events.length > 0 && events.length < steps) lost.push(`${cause} stands only in part at ${events[0].position}`);
    if (events.some(({ id }) => id !== stream)) broken.push(`${cause} stands in another stream`);
    if (new Set(events.map(({ position }) => commitOf(position))).size > 1) broken.push(`${cause} was torn over several commits`);
  }
  for (const { cause, version, position, events } of acknowledged) {
    const [first, ...rest] = byCause.get(cause) ?? [];
    if (!first) lost.push(`${cause} was acknowledged at ${position} and is not there`);
    else if (first.position !== position || first.version !== version || rest.length + 1 !== events)
      broken.push(`${cause} was acknowledged at ${position} and stands at ${first.position}`);
  }
  const known = new Set(sent.map(({ cause }) => cause));
  for (const cause of byCause.keys()) if (!known.has(cause)) broken.push(`${cause} was never sent`);
}

function commitsBy(commits) {
  const ends = commits.map(({ last }) => last);
  return (position) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The view is what a replay gives. */
function checkView({ events, view }, { broken }) {
  const replayed = new Map();
  for (const { id, data } of events)
    replayed.set(id, { total: JSON.parse(data).total, events: (replayed.get(id)?.events ?? 0) + 1 });
  for (const { id, total, events: count } of view) {
    const wanted = replayed.get(id);
    if (wanted?.total !== total || wanted.events !== count)
      broken.push(`the view says ${total} of ${id}, a replay ${wanted?.total}`);
    replayed.delete(id);
  }
  for (const id of replayed.keys()) broken.push(`the view does not have ${id}`);
}

/** What is public arrived once and in order, and was answered once. */
function checkNotes({ events, notes, answers, parked, isDone }, { lost, twice, disorder, broken }) {
  const published = new Map(events.filter(({ type }) => type === 'StepTold').map((event) => [event.position, event]));
  const seen = new Set();
  const lastOf = new Map();
  for (const { partition, stream, version, position } of notes) {
    const event = published.get(position);
    if (event?.version !== version || `departure-${event.id}` !== stream)
      broken.push(`the consumer noted ${position}, which is not so`);
    if (seen.has(position)) twice.push(`the consumer took position ${position} again`);
    else if (position < (lastOf.get(partition) ?? 0))
      disorder.push(`the consumer took ${position} after ${lastOf.get(partition)}`);
    seen.add(position);
    lastOf.set(partition, position);
  }
  if (parked > 0) broken.push(`the consumer parked ${parked} messages`);
  const answered = groupedBy(answers, ({ cause }) => cause);
  for (const [cause, all] of answered) if (all.length > 1) twice.push(`the consumer answered ${cause} ${all.length} times`);
  if (answers.length !== notes.length) broken.push(`the consumer noted ${notes.length} messages and answered ${answers.length}`);
  if (isDone) for (const position of published.keys()) if (!seen.has(position)) lost.push(`position ${position} never arrived`);
}

function groupedBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
