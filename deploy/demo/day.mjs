/** The day as it is played: what is sent, what is answered, and what must come of it, kept for the reckoning in the evening. */
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../local/machine/say.mjs';
import { newcomers } from './people.mjs';

/** Who files, and through which door or as which partner. */
const ways = {
  host: { title: 'host, website', as: 'host' },
  guest: { title: 'guest, website', as: null },
  counter: { title: 'counter', as: 'officer' },
  agent: { title: 'call-centre agent', as: 'agent' },
  asan: { title: 'ASAN, Kafka', partner: 'asan' },
  regional: { title: 'regional, Kafka', partner: 'regional' },
  'asan-app': { title: 'ASAN app', as: 'asan-app' },
  'asan-website': { title: 'ASAN website', as: 'asan-website' },
  108: { title: '108, an agent', as: 'agent' },
  migaz: { title: 'MigAz', as: 'migaz' },
  website: { title: 'official website', as: 'website' },
  919: { title: '919, an agent', as: 'second-agent' },
  'baku-counter': { title: 'Baku department', as: 'baku-officer' },
  'asan-supervisor': { title: 'supervisor, ASAN', as: 'office-supervisor' },
  supervisor: { title: 'supervisor', as: 'supervisor' },
};

/**
 * An entry is `{ n, kind, by, says, correlation, expect, answer, … }`. `expect` says what must come of it: `refused` with the code,
 * or for an application its `outcome`, how the applicant is `told`, and why the registration `ends` before the day is over.
 */
export function openDay({ post, put, get, partners, history, chance, run, today, pace }) {
  const entries = [];
  const day = { entries, chance, today, post, put, get, newcomer: newcomers({ chance, run, today }), ways };

  function open(kind, by, { says, expect, ...more }) {
    const n = entries.length + 1;
    const entry = { n, kind, by, says, expect, correlation: `demo-${run}-${n}`, ...more };
    entries.push(entry);
    return entry;
  }

  /** Tells what came of it in one line; what differs from what must come of it stands out. */
  async function close(entry, answer) {
    Object.assign(entry, answer.ids, { answer });
    const isRight =
      answer.ended === (entry.expect.refused ? 'refused' : (entry.expect.answer ?? 'accepted')) && isExpected(entry);
    const words = [answer.words, isRight ? '' : `✗ not what was expected: ${JSON.stringify(entry.expect)}`];
    entry.isRight = isRight;
    say(`  ${ways[entry.by].title.padEnd(17)} ${entry.says.padEnd(58)} ${words.filter(Boolean).join('  ')}`.trimEnd());
    await sleep(pace);
    return entry;
  }

  async function send(entry, path, type, body, key) {
    const { as, partner } = ways[entry.by];
    if (!partner) return ofHttp(await post('intake', path, body, { as, key, correlation: entry.correlation }));
    return ofReply(await partners[partner].submit(type, body, entry.correlation));
  }

  const officeOf = (by) => (ways[by].partner ? { office: chance.pick(partners[ways[by].partner].offices) } : {});

  /** Files an application through a channel; `visit` is the id of the ticket whose number the form bears. */
  day.file = async (by, form, { says, expect = { outcome: 'registered' }, guest, key, visit }) => {
    const body = { ...officeOf(by), ...form };
    const entry = open('application', by, { says, expect: { told: 'accepted', ...expect }, guest, body, key, visit });
    return close(entry, await send(entry, '/v1/stay-applications', 'StaySubmitted', body, key));
  };

  /** Tells of a departure: by document, or by reference and secret where there is no account. */
  day.depart = async (by, body, { says, expect }) => {
    const entry = open('departure', by, { says, expect, body });
    return close(entry, await send(entry, '/v1/departures', 'DepartureSubmitted', { ...officeOf(by), ...body }));
  };

  day.withdraw = async ({ by, departure, secret }, { says, expect }) => {
    const entry = open('withdrawal', by, { says, expect });
    const path = `/v1/departures/${departure}/withdrawal`;
    return close(entry, ofHttp(await post('intake', path, { secret }, { as: ways[by].as, correlation: entry.correlation })));
  };

  /** The same request or message once more: the same answer, or none, and nothing else happens. */
  day.again = async (first, says) => {
    const { by, body, key, correlation, application } = first;
    const entry = open('again', by, { says, expect: { answer: 'repeated' } });
    const { partner, as } = ways[by];
    if (partner) {
      await partners[partner].again('StaySubmitted', body, correlation);
      return close(entry, { ended: 'repeated', words: 'dropped: it was answered before' });
    }
    const answer = ofHttp(await post('intake', '/v1/stay-applications', body, { as, key, correlation: entry.correlation }));
    const isSame = answer.ids?.application === application;
    return close(entry, { ended: isSame ? 'repeated' : answer.ended, words: isSame ? 'the same answer again' : answer.words });
  };

  /** Holds a place and confirms it. */
  day.book = async (by, wanted, told) => {
    const entry = open('booking', by, { ...told, wanted });
    const { as } = ways[by];
    const held = await post('queue-booking', '/v1/bookings', wanted, { as, correlation: entry.correlation });
    if (held.status >= 400) return close(entry, ofHttp(held));
    const { booking, secret } = held.body;
    const path = `/v1/bookings/${booking}/confirmation`;
    const { status, body } = await post('queue-booking', path, { secret }, { as, correlation: entry.correlation });
    return close(entry, ofHttp({ status, body: { ...body, secret } }));
  };

  /** Whatever else is asked of the queue: a booking changed, a day closed (`put`), somebody checked in, called, served. */
  day.ask = async (kind, by, path, body, told, asking = post) => {
    const entry = open(kind, by, told);
    return close(entry, ofHttp(await asking('queue-booking', path, body, { as: ways[by].as, correlation: entry.correlation })));
  };

  /** Something that cannot be used; `attempt` sends it and resolves with an HTTP answer or a reply. */
  day.bad = async (by, says, refused, attempt) => {
    const entry = open('bad', by, { says, expect: { refused } });
    const answer = await attempt(entry.correlation, partners[ways[by].partner]);
    return close(entry, 'type' in answer ? ofReply(answer) : ofHttp(answer));
  };

  /** Waits until the register has decided, everybody is told and nothing is under way; `isOver`: also what ends at midnight. */
  day.settled = async ({ isOver = false } = {}) => {
    const began = Date.now();
    const facts = await history.settled(entries, isOver);
    const count = (map, fits) => [...map.values()].filter(fits).length;
    const decided = count(facts.applications, ({ outcomes }) => outcomes.length > 0);
    const told = count(facts.notices, ({ state }) => state === 'accepted');
    const ended = count(facts.registrations, ({ ends }) => ends.length > 0);
    const waited = `waited ${Date.now() - began} ms`;
    say(`    so far ${decided} applications decided, ${told} e-mails accepted, ${ended} registrations ended (${waited})`);
    return facts;
  };

  return day;
}

const isExpected = ({ expect, answer }) => !expect.refused || [answer.reason, ...answer.faults].includes(expect.refused);

function ofHttp({ status, body }) {
  if (status >= 400) return refusal(body.code, body.errors ?? [], `${status} `);
  const { application, reference, secret, departure, booking, ticket, number, daysLate, warnings = [] } = body ?? {};
  return {
    ended: 'accepted',
    ids: { application, departure, booking, ticket, number, reference, secret },
    words: accepted(number ?? reference, daysLate, warnings),
  };
}

function ofReply({ type, data }) {
  if (type === 'SubmissionRefused') return refusal(data.reason, data.faults, 'SubmissionRefused ');
  const { accepted: kind, id, reference, daysLate, warnings } = data;
  return { ended: 'accepted', ids: { [kind]: id, reference }, words: accepted(reference, daysLate, warnings) };
}

function refusal(reason, faults, how) {
  const codes = [...new Set(faults.map(({ pointer, code }) => (pointer ? `${pointer} ${code}` : code)))].slice(0, 3);
  const words = `${how}${reason}${codes.length > 0 && codes[0] !== reason ? `: ${codes.join(', ')}` : ''}`;
  return { ended: 'refused', reason, faults: faults.map(({ code }) => code), words };
}

const accepted = (reference, daysLate, warnings) =>
  [reference ?? 'accepted', daysLate > 0 && `${daysLate} days late`, ...warnings.map((warning) => warning.code ?? warning)]
    .filter(Boolean)
    .join(', ');
