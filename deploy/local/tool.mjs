/** `npm run rebuild`, `erase` and `verify`: do a verb of an app on the running system, with no setting but those it needs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { logs, mainOf } from './apps.mjs';
import { publicHalf } from './keys.mjs';
import { home, root } from './machine/place.mjs';
import { Trouble, command, say } from './machine/say.mjs';
import { runningSystem } from './system.mjs';

/** The first word names the app; without one all do it. */
const firstOrAll = (words) => (words.length > 0 ? [appNamed(words.shift())] : logs);

/** None may tell anybody anything: their processes know no mail server and no queue, and Kafka only to read, where they must. */
const verbs = {
  rebuild: {
    usage: `npm run rebuild -- APP VIEW… [--rate=EVENTS_A_SECOND] [--swap]     without a view: lists what can be rebuilt`,
    appsFor: firstOrAll,
    settings: ({ databases }, { database }) => ({ MIGRATION_DATABASE_URL: databases[database].owner }),
  },
  erase: {
    usage: `npm run erase -- PERSON --reason=WORD [--case=NUMBER] [--by=ACCOUNT]`,
    appsFor: () => [appNamed('registry')],
    settings: ({ databases, keys }, { database }) => ({
      DATABASE_URL: databases[database].app,
      VAULT_DATABASE_URL: databases.qeyd_vault.app,
      VAULT_MASTER_KEY: keys.vault,
      BLIND_INDEX_KEY: keys.blindIndex,
    }),
  },
  verify: {
    usage: `npm run verify [-- APP [--export=FOLDER --events=17,18 [--checkpoints=SIZES]]]     without an app: all logs`,
    appsFor: firstOrAll,
    settings: ({ databases, keys, kafka }, { name, database }) => ({
      DATABASE_URL: databases[database].app,
      CHECKPOINT_KEY: JSON.stringify(publicHalf(keys.checkpoints[name])),
      RECEIPT_KEY: JSON.stringify(publicHalf(keys.receipt)),
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_USERNAME: kafka.users.analyst.username,
      KAFKA_PASSWORD: kafka.users.analyst.password,
    }),
  },
};

await command(async () => {
  const [verb, ...words] = process.argv.slice(2);
  const folder = takeFolder(words) ?? home;
  if (words.includes('--help')) return say(verbs[verb].usage);
  const system = runningSystem(folder);
  for (const app of verbs[verb].appsFor(words)) {
    const { PATH, NODE_OPTIONS = '' } = process.env;
    const env = { PATH, NODE_OPTIONS, ...verbs[verb].settings(system, app) };
    const child = spawn(process.execPath, [mainOf(app), verb, ...words], { cwd: root, env, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    process.exitCode ||= code ?? 1;
  }
});

/** `registry` is the app whose database is `qeyd_registry`. */
function appNamed(word) {
  const named = logs.find(({ name, database }) => [name, database.replace('qeyd_', '')].includes(word));
  if (named) return named;
  const known = logs.map(({ database }) => database.replace('qeyd_', ''));
  throw new Trouble(`There is no ${word}: ${known.join(', ')}.`);
}

/** `--folder=F`: the system that runs from this folder instead of that of \`npm start\`. */
function takeFolder(words) {
  const at = words.findIndex((word) => word.startsWith('--folder='));
  return at < 0 ? null : words.splice(at, 1)[0].slice('--folder='.length);
}
