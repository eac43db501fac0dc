/** Where everything ended, as a table, and whether the sums agree. */
import { say } from '../local/machine/say.mjs';

/** `words` turns the codes of the logs into what people say. */
const words = {
  host: 'host on the website',
  guest: 'guest on the website',
  counter: 'counter',
  asan: 'ASAN',
  'asan-app': 'ASAN app',
  'asan-website': 'ASAN website',
  108: 'by 108',
  919: 'by 919',
  migaz: 'MigAz',
  website: 'official website',
  'baku-counter': 'counter of the Baku department',
  early: 'came two hours early and were sent away',
  absent: 'did not come',
  'in time': 'came in time',
  'given back': 'gave the place back',
  'another day': 'come on another day',
  open: 'not answered yet',
  lapsed: 'not needed any more',
  regional: 'regional departments',
  'not-required': 'not required',
  'with-officer': 'on the officers’ work-list',
  'handed-over': 'handed over by an officer',
  accepted: 'accepted by the mail server',
  deferred: 'to be tried again',
  ChangedPlace: 'changed place',
  NewEntry: 'new entry',
  Departed: 'departed',
  Expired: 'expired',
  'message refused': 'refused to the partner who sent them',
  'message parked': 'parked for a supervisor',
};

/** What is asked of the queue beside a booking. */
const queueActs = ['move', 'giving-back', 'check-in', 'walk-in', 'call', 'ticket', 'closure', 'answer', 'phone-call'];

export function summarize({ entries, facts, aside, workList, checks, seed }) {
  const booked = entries.filter(({ kind, answer }) => kind === 'booking' && answer.ended === 'accepted');
  const withdrawn = [...facts.bookings.values()].filter(({ withdrawals }) => withdrawals.length > 0);
  const offered = withdrawn.filter(({ withdrawals }) => withdrawals[0] !== null);
  const tickets = [...facts.tickets.values()];
  const of = (kind, ended) => entries.filter((entry) => entry.kind === kind && entry.answer.ended === ended);
  const applications = of('application', 'accepted');
  const refused = entries.filter(({ answer }) => answer.ended === 'refused');
  const outcomes = [...facts.applications.values()].flatMap((one) => one.outcomes);
  const registrations = [...facts.registrations.values()];
  const notices = [...facts.notices.values()];
  const clocks = [...facts.applications.values()].map(({ clock }) => clock.at(-1));
  const met = clocks.filter((type) => type === 'ConfirmationClockMet').length;

  say('\nWhere everything ended\n');
  row('sent', entries.length, {
    'accepted applications': applications.length,
    'departure notices': of('departure', 'accepted').length,
    'taken back': of('withdrawal', 'accepted').length,
    'the same again': of('again', 'repeated').length,
    'places booked': booked.length,
    'acts of the queue': entries.filter(({ kind, answer }) => queueActs.includes(kind) && answer.ended === 'accepted').length,
    refused: refused.length,
  });
  row(
    'applications',
    applications.length,
    tally(applications, ({ by }) => by),
  );
  row(
    '  their outcomes',
    outcomes.length,
    tally(outcomes, ({ outcome }) => outcome),
  );
  row('  filed late', outcomes.filter(({ daysLate }) => daysLate > 0).length, {});
  row('registrations', registrations.length, { active: 0, ...tally(registrations, ({ ends }) => ends[0] ?? 'active') });
  row(
    'places in the queue',
    booked.length,
    tally(booked, ({ by }) => by),
  );
  row(
    '  their visitors',
    booked.length,
    tally(booked, ({ fate }) => fate),
  );
  row('places taken away', withdrawn.length, {
    'offered another one': offered.length,
    'none found': withdrawn.length - offered.length,
  });
  row(
    '  the offers',
    offered.length,
    tally(offered, ({ answers }) => answers[0] ?? 'open'),
  );
  row(
    '  on the work-list',
    workList.length,
    tally(workList, (one) => (one.declined ? 'declined' : one.offered ? 'open' : 'none found')),
  );
  row(
    'tickets',
    tickets.length,
    tally(tickets, ({ state, booking }) => `${state}${booking ? '' : ', came without a place'}`),
  );
  row(
    'notices',
    notices.length,
    tally(notices, ({ state }) => state),
  );
  row(
    '  about',
    notices.length,
    tally(notices, ({ kind, recipient }) => `${kind} to ${recipient}`),
  );
  row('clocks of 1 working day', clocks.length, { met, running: clocks.length - met });
  row(
    'messages set aside',
    aside.length,
    tally(aside, ({ state }) => `message ${state}`),
  );
  row(
    'refused',
    refused.length,
    tally(refused, ({ answer }) => answer.faults[0] ?? answer.reason),
  );

  say('\nThe sums\n');
  for (const { says, count, holds, wrong } of checks) {
    say(`  ${holds ? '✓' : '✗'} ${says}${count > 0 && holds ? ` (${count})` : ''}`);
    if (!holds)
      say(`      ${wrong.slice(0, 5).join('\n      ')}${wrong.length > 5 ? `\n      and ${wrong.length - 5} more` : ''}`);
  }
  const agree = checks.every(({ holds }) => holds);
  say(agree ? '\nThe sums agree.' : `\nThe sums do not agree. The same day again: npm run demo -- --seed=${seed}`);
  return agree;
}

function tally(list, keyOf) {
  const counts = {};
  for (const one of list) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
}

/** The parts of a row must make up its total; what is zero is left out. */
function row(title, total, parts) {
  const told = Object.entries(parts).filter(([, count]) => count > 0);
  const lines = [''];
  for (const text of told.map(([name, count]) => `${count} ${words[name] ?? name}`)) {
    if (lines.at(-1).length + text.length > 90) lines.push('');
    lines.push([lines.pop(), text].filter(Boolean).join(' · '));
  }
  say(`  ${title.padEnd(24)} ${String(total).padStart(4)}   ${lines.join(`\n${' '.repeat(34)}`)}`.trimEnd());
}
