/** `main.js erase PERSON --reason=WORD`: destroys a person's key, and records that and why, without a word about the person. */
import { parseArgs } from 'node:util';
import { EventLog, newId } from '@qeyd/event-store';
import { Clock, config } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { serviceSettings } from '@qeyd/service';
import { erasureReasons } from '../registration/events';
import { registration } from '../registration/registration';
import { applicationView } from './application.view';
import { registrationView } from '../registration/registration.view';

const { DATABASE_URL, VAULT_DATABASE_URL, VAULT_MASTER_KEY, BLIND_INDEX_KEY } = serviceSettings;
const settings = { DATABASE_URL, VAULT_DATABASE_URL, VAULT_MASTER_KEY, BLIND_INDEX_KEY };

const USAGE = `erase PERSON --reason=${erasureReasons.join('|')} [--case=NUMBER] [--by=ACCOUNT]`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Numbers of cases and accounts, nothing that could be a sentence about somebody. */
const OPAQUE = /^[A-Za-z0-9/.-]{1,40}$/;

type Reason = (typeof erasureReasons)[number];
interface Wanted {
  readonly person: string;
  readonly reason: Reason;
  readonly caseNumber: string | null;
  readonly by: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Answers 0 when the person is erased, also when that was done before; 1 when the words do not make sense or nobody has this id. */
export async function erase(words: readonly string[]): Promise<number> {
  const wanted = read(words);
  if (!wanted) {
    say(USAGE);
    return 1;
  }
  const { DATABASE_URL: connectionString, ...keys } = config(settings);
  const vault = await Vault.open({
    connectionString: keys.VAULT_DATABASE_URL,
    masterKey: keys.VAULT_MASTER_KEY,
    blindKey: keys.BLIND_INDEX_KEY,
  });
  const log = new EventLog({ name: 'erase', connectionString, views: [registrationView, applicationView], keys: vault });
  try {
    return await destroy(vault, log, wanted);
  } finally {
    await Promise.all([log.close(), vault.close()]);
  }
}

/** The key goes first: what is recorded is then true, and a run that ended in between is simply repeated. */
async function destroy(vault: Vault, log: EventLog, { by, ...erasure }: Wanted): Promise<number> {
  const { person } = erasure;
  const now = await vault.erase(person);
  if (!now && !(await vault.knows(person))) {
    say(`failed  nobody has the id ${person}`);
    return 1;
  }
  const cause = { id: `erase:${person}`, correlation: newId(), actor: `data-protection:${by}` };
  const command = { type: 'Erase', ...erasure, at: new Clock().now() } as const;
  await log.execute({ decider: registration, id: person, command, cause });
  say(
    `erased  ${person}: ${now ? 'the key is destroyed' : 'the key had been destroyed before'}, and the register has a record of it`,
  );
  return 0;
}

function read(words: readonly string[]): Wanted | null {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { reason: text, case: text, by: text },
  });
  const [person = '', ...more] = positionals;
  const reason = erasureReasons.find((known) => known === values.reason);
  const { case: caseNumber = null, by = `uid-${process.getuid?.() ?? 0}` } = values;
  const isSane = [caseNumber ?? '-', by].every((word) => OPAQUE.test(word));
  return UUID.test(person) && more.length === 0 && reason && isSane ? { person, reason, caseNumber, by } : null;
}
