/** `main.js verify`: proves the log of a service to whoever asks, and with `--export` also to whoever does not believe it. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NotProvable, SigningKeys, verifyLog, type ExcerptRequest, type Verified, type VerifyOptions } from '@qeyd/event-store';
import { accessFrom, readTopic } from '@qeyd/kafka';
import { checkpoint, type Payload } from '@qeyd/contracts';
import { config } from '@qeyd/platform';
import { sourceOf, type ServiceDefinition } from '../definition';
import { number, progressOn } from './progress';
import { verifySettings } from '../settings';

type Verifiable = Pick<ServiceDefinition, 'name' | 'evidence'>;

const USAGE = `verify [--export=FOLDER --events=17,18 [--checkpoints=SIZES]]
  Checks every event, the chain of commits, the signed checkpoints (those on Kafka too) and the evidence in events.
  --export=FOLDER      writes bundle.json and a program that checks it without Qeyd
  --events=A,B         the positions of the events to bundle
  --checkpoints=A,B    sizes of further checkpoints to bundle: those that the reader kept
`;
/** Checked by whoever gets a bundle; every command runs in the folder of the product. */
const VERIFIER = join('deploy', 'verifier', 'verify-bundle.mjs');
const SHOWN = 20;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Ends with 0 when nothing differs, 1 when something does, 2 when it could not be found out what was asked for. */
export async function verify(service: Verifiable, words: readonly string[]): Promise<number> {
  const asked = askedFor(words);
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { folder, excerpt } = asked;
  try {
    const verified = await examine(service, excerpt);
    for (const line of report(service.name, verified)) say(line);
    if (folder && verified.bundle) await writeBundle(folder, verified.bundle);
    return verified.count === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof NotProvable)) throw error;
    say(`${service.name}: ${error.message}`);
    return 2;
  }
}

function askedFor(words: readonly string[]): { folder: string | undefined; excerpt: ExcerptRequest | null } | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...words], options: { export: text, events: text, checkpoints: text } });
  const numbers = (list = ''): number[] => list.split(',').filter(Boolean).map(Number);
  const [events, checkpoints] = [numbers(values.events), numbers(values.checkpoints)];
  if (![...events, ...checkpoints].every((one) => Number.isSafeInteger(one) && one > 0)) return null;
  if ((values.export === undefined) !== (events.length === 0)) return null;
  return { folder: values.export, excerpt: values.export === undefined ? null : { events, checkpoints } };
}

function examine(service: Verifiable, excerpt: ExcerptRequest | null): Promise<Verified> {
  const { DATABASE_URL: connectionString, CHECKPOINT_KEY, KAFKA_BROKERS } = config(verifySettings);
  const progress = progressOn(process.stdout, service.name);
  return verifyLog({
    connectionString,
    origin: sourceOf(service),
    keys: new SigningKeys(CHECKPOINT_KEY, 'checkpoints'),
    evidence: service.evidence?.(process.env) ?? null,
    published: KAFKA_BROKERS ? publishedBy(service) : null,
    excerpt,
    onProgress: (done, of) => progress.tell({ doing: 'verifying', done, of }),
  }).finally(() => progress.end());
}

/** What the service published of its own checkpoints; those of the other logs stand on the same topic. */
const publishedBy =
  (service: Verifiable): VerifyOptions['published'] =>
  (see) => {
    const { topic, type } = checkpoint.CheckpointSigned;
    return readTopic(accessFrom(process.env), topic, async ({ headers, value }) => {
      if (headers['ce_source'] !== sourceOf(service) || headers['ce_type'] !== type) return;
      await see((JSON.parse(String(value)) as Payload<typeof checkpoint.CheckpointSigned>).note);
    });
  };

function* report(name: string, verified: Verified): Generator<string> {
  const { events, commits, checkpoints, published, evident, newest, count, differences } = verified;
  const kafka = published === null ? 'Kafka not asked' : `${number(published)} on Kafka`;
  const seen = [
    `${number(events)} events, ${number(commits)} commits, ${number(checkpoints)} checkpoints (${kafka})`,
    ...(evident ? [`${number(evident.count)} ${evident.name}`] : []),
  ].join(', ');
  if (count === 0) {
    yield `${name}: nothing differs: ${seen}`;
    yield newest
      ? `  signed up to position ${number(newest.size)}, at ${newest.at}; after it ${number(events - newest.size)} events that no checkpoint covers yet`
      : '  no checkpoint signs anything yet';
    return;
  }
  yield `${name}: ${number(count)} ${count === 1 ? 'thing differs' : 'things differ'}, the first at position ${differences[0]?.from ?? 0}: ${seen}`;
  for (const { from, through, what } of differences.slice(0, SHOWN))
    yield from === through ? `  position ${from}: ${what}` : `  positions ${from} to ${through}: ${what}`;
  if (count > SHOWN) yield `  … and ${number(count - SHOWN)} more`;
}

async function writeBundle(folder: string, bundle: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'bundle.json');
  await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`);
  await copyFile(VERIFIER, join(folder, 'verify-bundle.mjs'));
  say(`  ${file} is for whoever wants to see for himself: node ${join(folder, 'verify-bundle.mjs')} ${file} --key KEY`);
}
