/** The reckoning: what was sent and answered, against what the logs, the clocks and the mailbox say. */
import { confirmationsOf, toldOf } from './facts.mjs';

/** Answers `[{ says, holds, wrong }]`; `wrong` names what does not fit. */
export async function reckon({ entries, facts, aside, places, workList, gaps, mailbox }) {
  const accepted = entries.filter(({ kind, answer }) => kind === 'application' && answer.ended === 'accepted');
  const moves = entries.filter(({ kind, answer }) => kind === 'departure' && answer.ended === 'accepted');
  const notices = [...facts.notices.values()];
  const of = (application) =>
    facts.applications.get(application) ?? { filed: 0, outcomes: [], recorded: [], informed: 0, clock: [] };
  const registrationOf = ({ application }) => [...facts.registrations.values()].find((one) => one.application === application);

  return [
    check('Everything that was sent was answered as it must be', entries, ({ isRight }) => isRight),
    check('Every acceptance is one application in the log', accepted, ({ application }) => of(application).filed === 1),
    check('Nothing that was refused or repeated left an application', [...facts.applications.keys()], (id) =>
      accepted.some(({ application }) => application === id),
    ),
    check('Every application has exactly one outcome, the right one', accepted, ({ application, expect, daysLate }) => {
      const { outcomes } = of(application);
      return outcomes.length === 1 && outcomes[0].outcome === expect.outcome && (!expect.isLate || daysLate !== 0);
    }),
    check('What the applicant is shown is what the register decided', accepted, ({ application }) => {
      const { outcomes, recorded } = of(application);
      return recorded.join() === outcomes.map(({ outcome }) => outcome).join();
    }),
    check('Every outcome has exactly one confirmation, in the right state', accepted, ({ application, expect }) => {
      const confirmations = confirmationsOf(facts, application);
      return confirmations.length === 1 && confirmations[0].state === expect.told;
    }),
    check('Every clock was started once, and met exactly when the applicant was told', accepted, ({ application }) => {
      const { clock, informed } = of(application);
      const isTold = confirmationsOf(facts, application).some(({ state }) => state === 'accepted' || state === 'handed-over');
      const met = clock.filter((type) => type === 'ConfirmationClockMet').length;
      const started = clock.filter((type) => type === 'ConfirmationClockStarted').length;
      return started === 1 && met === Number(isTold) && informed === met;
    }),
    check('Every registration ended at most once, and for the right reason', accepted, (entry) => {
      const ends = registrationOf(entry)?.ends ?? [];
      return ends.join() === (entry.expect.ends ?? '');
    }),
    check('Every departure notice had its effect, and no other', moves, ({ departure, expect }) => {
      const isRevoked = entries.some((one) => one.kind === 'withdrawal' && one.departure === departure);
      const due = [expect.becomes, ...(isRevoked ? ['DepartureRevoked'] : [])];
      return (facts.departures.get(departure) ?? []).join() === due.join();
    }),
    ...ofTheQueue(entries, accepted, facts, places),
    ...ofTheClosures(entries, facts, workList),
    check('Every notice ended in a named state', notices, ({ state }) => state !== 'planned'),
    ...(mailbox.page ? [await inMailbox(mailbox, notices)] : []),
    keptAsEvidence(entries, facts, aside),
    check('The positions of every log are without a gap', gaps, () => false),
  ];
}

function ofTheQueue(entries, accepted, facts, places) {
  const booked = entries.filter(({ kind, answer }) => kind === 'booking' && answer.ended === 'accepted');
  const isGivenBack = ({ booking }) => entries.some((one) => one.kind === 'giving-back' && one.booking === booking);
  const stateOf = (entry) => (isGivenBack(entry) ? 'cancelled' : 'confirmed');
  const ticketsOf = ({ booking }) => [...facts.tickets.values()].filter((ticket) => ticket.booking === booking);
  return [
    check('Every place that was given is in the log and in the table, as it was left', booked, (entry) => {
      const rows = places.filter(({ booking }) => booking === entry.booking);
      const [state] = [facts.bookings.get(entry.booking)?.state];
      return state === stateOf(entry) && rows.length === 1 && rows[0].status === state;
    }),
    check('Nobody who was refused has a place', [...facts.bookings.keys()], (booking) =>
      booked.some((entry) => entry.booking === booking),
    ),
    check('Every visitor was told of the booking, of its move and its end, once each', booked, ({ booking }) => {
      return toldOf(facts, booking).toSorted().join() === facts.bookings.get(booking)?.told.toSorted().join();
    }),
    check('Whoever came in time got one ticket, whoever did not got none', booked, (entry) => {
      return ticketsOf(entry).length === Number(entry.fate === 'in time');
    }),
    check('Whatever was filed at the counter stands with the ticket of its visit', accepted, ({ application, visit }) => {
      return facts.visits.get(application) === visit;
    }),
    check('Every ticket was served, or missed by whoever was called', [...facts.tickets.values()], ({ state }) => {
      return state === 'served' || state === 'missed';
    }),
  ];
}

/** What an office takes away is offered anew or stands on its work-list, and of what it offers each has its answer. */
function ofTheClosures(entries, { bookings }, workList) {
  const lost = entries.filter(({ withdrawal }) => withdrawal);
  const isOffered = ({ withdrawal }) => ['accepted', 'declined', 'open'].includes(withdrawal);
  const isSettled = ({ withdrawal }) => ['accepted', 'told by phone'].includes(withdrawal);
  const listed = (booking) => workList.filter((row) => row.booking === booking);
  return [
    check('Every place that was taken away was so once, and no other was', [...bookings], ([id, { withdrawals }]) => {
      return withdrawals.length === Number(lost.some(({ booking }) => booking === id));
    }),
    check('For each of them another one was offered, or none was to be found', lost, (entry) => {
      const [offer] = bookings.get(entry.booking)?.withdrawals ?? [];
      return isOffered(entry) === Boolean(offer);
    }),
    check('Every offer was accepted, declined or is open, as its visitor answered', lost.filter(isOffered), (entry) => {
      const answers = bookings.get(entry.booking)?.answers.join();
      return answers === (entry.withdrawal === 'open' ? '' : entry.withdrawal);
    }),
    check('On the work-list stands once whoever has no other place and was not told, and nobody else', lost, (entry) => {
      const [row] = listed(entry.booking);
      if (listed(entry.booking).length !== Number(!isSettled(entry))) return false;
      return !row || (row.offered === isOffered(entry) && row.declined === (entry.withdrawal === 'declined'));
    }),
  ];
}

function check(says, all, fits) {
  const wrong = all.filter((one) => !fits(one));
  return { says, count: all.length, holds: wrong.length === 0, wrong: wrong.map((one) => one.says ?? one.id ?? String(one)) };
}

/** A mail whose answer was lost may lie there twice, under one Message-ID. */
async function inMailbox({ page }, notices) {
  const lying = await Promise.all(
    notices.map(async ({ messageId }) => {
      const found = await fetch(`${page}/api/messages?messageId=${encodeURIComponent(messageId)}`);
      return (await found.json()).length;
    }),
  );
  const isRight = ({ state }, mails) => (state === 'accepted' ? mails >= 1 : mails === 0);
  const wrong = notices.filter((notice, i) => !isRight(notice, lying[i]));
  const isDistinct = new Set(notices.map(({ messageId }) => messageId)).size === notices.length;
  return {
    says: 'Every accepted notice lies in the mailbox, under a Message-ID of its own',
    count: notices.length,
    holds: wrong.length === 0 && isDistinct,
    wrong: wrong.map(({ id }) => id),
  };
}

/** Each refusal names the place of the message that it answers; the message itself is kept there, sealed. */
function keptAsEvidence(entries, { refusals }, aside) {
  const refused = entries.filter(
    ({ kind, by, answer }) => kind === 'bad' && /asan|regional/.test(by) && answer.ended === 'refused',
  );
  const isKept = ({ topic, partition, offset }) =>
    aside.some((row) => row.state === 'refused' && row.topic === topic && row.partition === partition && row.offset === offset);
  const answers = ({ correlation }) => refusals.filter(({ submission }) => submission === correlation);
  return check('Every refused message was answered once and is kept as evidence', refused, (entry) => {
    return answers(entry).length === 1 && answers(entry).every(isKept);
  });
}
