/** The main job, shown: one specimen filed over HTTP, one over Kafka as ASAN's system would, and the way that each went. */
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './machine/place.mjs';
import { Trouble, say } from './machine/say.mjs';
import { connect } from './servers/databases.mjs';

const patience = 60_000;

/** What an outsider would call these events. */
const milestones = {
  ApplicationFiled: 'received',
  StayRegistered: 'registered',
  NoticeAccepted: 'e-mail accepted',
  ApplicantInformed: 'known to be informed',
};

const require = createRequire(import.meta.url);
const built = (library) => require(join(root, 'dist', 'libs', library, 'index.js'));

/** The first run also opens connections and warms the programs up, so each way is gone once before it is shown. */
export async function show(system) {
  const ways = await openWays(system);
  try {
    say('\nThe main job: a registration upon place of stay, from the application to the e-mail that confirms it\n');
    for (const file of ways) {
      await follow(system, await file());
      await tell(system, await file());
    }
  } finally {
    await ways.close();
  }
  addresses(system);
}

/** A person who does not exist: Anna Maria Eriksson of Utopia, the specimen of ICAO Doc 9303, with a new passport each time. */
function specimen() {
  const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const number = `L${randomInt(10_000_000, 99_999_999)}`;
  return {
    applicant: 'foreigner',
    person: { surname: 'Eriksson', givenNames: 'Anna Maria', birthDate: '1974-08-12', sex: 'female', citizenship: 'UTO' },
    document: { country: 'UTO', type: 'passport', number, expiresOn: day(1500) },
    stay: {
      basis: 'visa',
      visa: { number: `V${number}`, days: 30, validUntil: day(60) },
      enteredOn: day(-2),
      purpose: 'tourism',
      address: 'Bakı, Nümunə küçəsi 1',
    },
    contact: { email: `${number.toLowerCase()}@example.org` },
    language: 'en',
  };
}

/** Two ways in; each resolves with what the applicant knows then, and with the correlation id that marks all that follows. */
async function openWays(system) {
  const asan = system.keys.partners.asan;
  require('@nestjs/common').Logger.overrideLogger(['error']);
  const { PartnerClient, accessFrom } = built('kafka');
  const { username, password } = system.kafka.users.asan;
  const access = accessFrom({
    ...process.env,
    KAFKA_BROKERS: system.kafka.brokers,
    KAFKA_USERNAME: username,
    KAFKA_PASSWORD: password,
  });
  const partner = await PartnerClient.open({ access, partner: asan, key: asan.key });

  async function overHttp() {
    const body = specimen();
    const sentAt = Date.now();
    const response = await post(`${system.apps.intake}/v1/stay-applications`, body);
    const accepted = await response.json();
    if (response.status !== 201) throw new Trouble(`intake refused the specimen: ${JSON.stringify(accepted, null, 2)}`);
    const correlation = response.headers.get('x-correlation-id');
    return { way: 'Over HTTP, as the website files it', sentAt, email: body.contact.email, correlation, ...accepted };
  }

  async function overKafka() {
    const body = { office: asan.offices[0], ...specimen() };
    const sentAt = Date.now();
    const id = await partner.submit('StaySubmitted', body);
    const { type, data } = await partner.replyTo(id, patience);
    if (type !== 'SubmissionAccepted') throw new Trouble(`intake refused the specimen: ${JSON.stringify(data, null, 2)}`);
    const way = `Over Kafka, as ASAN's system files it: topic ${asan.topic}, answered on ${asan.replyTopic}`;
    return { way, sentAt, email: body.contact.email, correlation: `${asan.source}:${id}`, reference: data.reference };
  }

  return Object.assign([overHttp, overKafka], { close: () => partner.close() });
}

/** Waits until the application itself knows that its applicant was informed; answers `{ mail, events }`. */
async function follow(system, filed) {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(20)) {
    const events = await eventsOf(system, filed.correlation);
    if (!events.some(({ type }) => type === 'ApplicantInformed')) continue;
    const [mail] = await mailsTo(system, filed.email);
    return { mail, events };
  }
  const came = (await eventsOf(system, filed.correlation)).map(({ type }) => type);
  throw new Trouble(
    `${filed.reference} was accepted, but no e-mail within a minute. What happened: ${came.join(', ') || 'nothing'}.`,
  );
}

async function tell(system, filed) {
  const { mail, events } = await follow(system, filed);
  const { contracts } = built('contracts');
  const topicOf = (type) => contracts.find((contract) => contract.type === type)?.topic;
  say(`  ${filed.way}\n    ${filed.reference}`);
  for (const { at, log, position, type } of events) {
    const topic = topicOf(type) ? `→ topic ${topicOf(type)}` : '';
    const facts = [time(at), `+${at - filed.sentAt} ms`.padStart(9), (milestones[type] ?? '').padEnd(20)];
    say(`    ${[...facts, `${log} ${position}`.padEnd(18), type.padEnd(25), topic].join('  ').trimEnd()}`);
  }
  if (mail) say(`    “${mail.subject}”: ${system.mailbox.page}/messages/${mail.id}`);
  if (filed.secret) say(`    ${await standing(system, filed)}`);
  say();
}

const time = (at) => new Date(at).toISOString().slice(11, 23);

/** What happened because of one filing, from the logs of all services, in order. */
async function eventsOf({ databases }, correlation) {
  const logs = ['qeyd_intake', 'qeyd_registry', 'qeyd_notification'];
  const found = await Promise.all(logs.map((database) => eventsIn(databases[database].app, database, correlation)));
  return found.flat().sort((a, b) => a.at - b.at);
}

async function eventsIn(url, database, correlation) {
  const client = await connect(url);
  try {
    const text = `SELECT position, type, recorded_at FROM event WHERE meta->>'correlation' = $1 ORDER BY position`;
    const { rows } = await client.query(text, [correlation]);
    return rows.map(({ position, type, recorded_at }) => ({ log: database.slice(5), position, type, at: recorded_at.getTime() }));
  } finally {
    await client.end();
  }
}

/** A mail server that was named in the environment may have no page to ask. */
async function mailsTo({ mailbox }, email) {
  return mailbox.page ? (await fetch(`${mailbox.page}/api/messages?to=${encodeURIComponent(email)}`)).json() : [];
}

async function standing(system, { reference, secret }) {
  const status = await (await post(`${system.apps.intake}/v1/stay-applications/status`, { reference, secret })).json();
  return `by reference and secret: ${status.status} from ${status.from} until ${status.toExclusive}, informed at ${status.informedAt}`;
}

const post = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

function addresses({ apps, mailbox, oidc }) {
  const rows = [
    ['booking a place, my booking', apps.portal],
    ['the counter (sign in as Officer)', `${apps.portal}/counter`],
    ['the screen of an office', `${apps.portal}/az/display/rmd-baku`],
    ['applications, receipts, status', `${apps.intake}/openapi.json`],
    ['register, persons, code-books', `${apps['registration-registry']}/openapi.json`],
    ['notices, work-list, clocks', `${apps.notification}/openapi.json`],
    ['offices, places, bookings', `${apps['queue-booking']}/openapi.json`],
    ['queues (sign in as Supervisor)', `${apps.worker}/board`],
    ['the mails', mailbox.page ?? mailbox.smtp],
    ['a token for scripts', `curl -su officer:specimen -d grant_type=client_credentials ${oidc.issuer}/token`],
  ];
  say('Look at\n');
  for (const [what, where] of rows) say(`  ${what.padEnd(32)} ${where}`);
}
