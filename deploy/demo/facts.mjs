/** The events of the logs, put in order: applications, registrations, departures, bookings, tickets and what was filed with them, notices and clocks, each with its fate. */

const outcomes = {
  StayRegistered: 'registered',
  DuplicateLinked: 'duplicate',
  RegistrationNotRequired: 'not-required',
  RegistrationDeclined: 'declined',
};

const noticeStates = {
  NoticePlanned: 'planned',
  NoticeDeferred: 'deferred',
  NoticeRejected: 'planned',
  NoticeAccepted: 'accepted',
  NoticeHandedOver: 'handed-over',
  NoticeFailed: 'with-officer',
  NoticeLapsed: 'lapsed',
};

const ticketStates = {
  TicketIssued: 'waiting',
  TicketCalled: 'called',
  TicketParked: 'parked',
  TicketResumed: 'waiting',
  TicketTransferred: 'waiting',
  TicketServed: 'served',
  TicketMissed: 'missed',
};

/** `found` are the events by log, in order; of those that the `sweep` caused only what concerns the registrations of the day counts. */
export function factsOf(found, sweep) {
  const facts = { applications: new Map(), registrations: new Map(), departures: new Map(), notices: new Map(), refusals: [] };
  Object.assign(facts, { bookings: new Map(), tickets: new Map(), visits: new Map() });
  const application = (id) => entry(facts.applications, id, { filed: 0, outcomes: [], recorded: [], informed: 0, clock: [] });
  const isOurs = ({ correlation, data }) => correlation !== sweep || facts.registrations.has(data.registration);

  for (const { type, data } of found.booking) {
    if (type === 'BookingConfirmed')
      facts.bookings.set(data.booking, { state: 'confirmed', told: ['booking-confirmed'], withdrawals: [], answers: [] });
    const booking = facts.bookings.get(data.booking);
    if (type === 'BookingMoved') booking?.told.push('booking-moved');
    if (type === 'BookingCancelled' && booking) Object.assign(booking, { state: 'cancelled' }).told.push('booking-cancelled');
    if (type === 'PlaceWithdrawn' && booking) {
      booking.withdrawals.push(data.offer?.offer ?? null);
      booking.told.push('place-withdrawn');
    }
    if (type === 'OfferEnded') bookingOffered(facts, data.offer)?.answers.push(data.reason);
    if (type === 'ApplicationAttached') facts.visits.set(data.application, data.ticket);
    if (ticketStates[type]) {
      const ticket = entry(facts.tickets, data.ticket, { booking: data.booking ?? null });
      ticket.state = ticketStates[type];
    }
  }
  for (const { type, stream, data } of found.intake) {
    if (type === 'ApplicationFiled') application(stream).filed += 1;
    if (type === 'OutcomeRecorded') application(stream).recorded.push(data.outcome);
    if (type === 'ApplicantInformed') application(stream).informed += 1;
    if (type === 'SubmissionRefused') facts.refusals.push({ ...data, topic: `in.${data.partner}` });
  }
  for (const event of found.registry) {
    const { type, data } = event;
    if (!isOurs(event)) continue;
    if (outcomes[type]) application(data.application).outcomes.push({ outcome: outcomes[type], ...data });
    if (type === 'StayRegistered') facts.registrations.set(data.registration, { application: data.application, ends: [] });
    if (type === 'StayDeregistered') facts.registrations.get(data.registration)?.ends.push(data.reason);
    if (/^Departure/.test(type)) entry(facts.departures, data.departure, []).push(type);
  }
  for (const event of found.notification) {
    const { type, category, stream, data } = event;
    if (category === 'clock') application(data.application).clock.push(type);
    else if (type === 'NoticePlanned' && isOurs(event)) facts.notices.set(stream, noticeOf(stream, data));
    else if (facts.notices.has(stream)) facts.notices.get(stream).state = noticeStates[type];
  }
  return facts;
}

const bookingOffered = ({ bookings }, offer) => [...bookings.values()].find(({ withdrawals }) => withdrawals.includes(offer));

const noticeOf = (id, { matter, recipient, application, registration, messageId }) => {
  return { id, kind: matter.kind, recipient, application, registration, booking: matter.booking, messageId, state: 'planned' };
};

function entry(map, id, made) {
  if (!map.has(id)) map.set(id, made);
  return map.get(id);
}

/** The notice that confirms to the applicant what became of the application. */
export const confirmationsOf = ({ notices }, application) =>
  [...notices.values()].filter((notice) => notice.recipient === 'applicant' && notice.application === application);

/** What of the entries still is on its way, each in a few words; `isOver`: midnight has struck. */
export function underWay(facts, entries, isOver) {
  const waits = entries.flatMap((one) => {
    if (one.answer.ended !== 'accepted') return [];
    if (one.kind === 'application') return [...applicationWaits(facts, one), ...(isOver ? endWaits(facts, one) : [])];
    if (one.kind === 'booking') return bookingWaits(facts, one);
    if (one.kind !== 'departure' && one.kind !== 'withdrawal') return [];
    const seen = facts.departures.get(one.departure)?.length ?? 0;
    return seen > (one.kind === 'withdrawal' ? 1 : 0) ? [] : [`${one.n}: the ${one.kind} is not heard`];
  });
  const unsent = [...facts.notices.values()].filter(({ state }) => state === 'planned');
  return [...waits, ...unsent.map(({ kind, id }) => `notice ${kind} ${id} is not sent`)];
}

function applicationWaits(facts, { n, application, expect, visit }) {
  const { outcomes: decided, recorded, informed, clock } = facts.applications.get(application) ?? { outcomes: [] };
  if (decided.length === 0) return [`${n}: not decided`];
  const [confirmation] = confirmationsOf(facts, application);
  if (!confirmation) return [`${n}: no confirmation planned`];
  if (expect.told === 'accepted' && confirmation.state === 'deferred') return [`${n}: to be tried again`];
  const isMet = clock.includes('ConfirmationClockMet');
  const isTold = confirmation.state === 'accepted' || confirmation.state === 'handed-over';
  return [
    ...(visit && !facts.visits.has(application) ? [`${n}: does not stand with its ticket`] : []),
    ...(recorded.length === 0 ? [`${n}: the decision is not shown`] : []),
    ...(isTold && !isMet ? [`${n}: the clock runs on`] : []),
    ...(isMet && informed === 0 ? [`${n}: the delivery is not shown`] : []),
  ];
}

/** What visitors are told of a booking, in the order in which it happened. */
export const toldOf = ({ notices }, booking) =>
  [...notices.values()].filter((notice) => notice.booking === booking).map(({ kind }) => kind);

function bookingWaits(facts, { n, booking }) {
  const told = toldOf(facts, booking);
  return (facts.bookings.get(booking)?.told ?? ['its news'])
    .filter((kind) => !told.includes(kind))
    .map((kind) => `${n}: ${kind} is not planned`);
}

function endWaits({ registrations }, { n, application, expect }) {
  const own = [...registrations.values()].find((registration) => registration.application === application);
  return expect.ends && own?.ends.length === 0 ? [`${n}: the registration has not ended`] : [];
}
