/** What queue-booking tells: the places in the queue that people have, and how its offices receive them. */
import { Type } from '@sinclair/typebox';
import {
  appliedPolicy,
  civilDate,
  closed,
  contract,
  described,
  instant,
  language,
  nullable,
  oneOf,
  text,
  uuid,
} from './contract';
import { person, reference } from './intake';

const office = described('Code-book `offices`.', text(40));
const service = described('Code-book `services`.', text(40));
const time = described('A time of day in Baku.', Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }));
const count = Type.Integer({ minimum: 1 });

/** The ways by which people take a place; all share one capacity. */
export const bookingChannels = ['asan-app', 'asan-website', '108', 'migaz', 'website', '919', 'counter'] as const;
export const bookingChannel = oneOf(bookingChannels);

const opening = closed({
  opens: time,
  closes: time,
  breaks: Type.Array(closed({ from: time, to: time })),
});

const weekHours = closed({
  ...opening.properties,
  weekdays: described('1 = Monday … 7 = Sunday.', Type.Array(Type.Integer({ minimum: 1, maximum: 7 }))),
  season: described(
    'First and last day `MM-DD`; it may reach over New Year. `null`: all year.',
    nullable(closed({ from: Type.String({ pattern: '^\\d\\d-\\d\\d$' }), to: Type.String({ pattern: '^\\d\\d-\\d\\d$' }) })),
  ),
});

export const OfficePlanSet = contract(
  'codebook',
  'OfficePlanSet',
  1,
  'How an office receives people was set from a day on.',
  closed({
    office,
    validFrom: civilDate,
    plan: closed({
      receives: described('`walk-in`: individually, without a queue.', oneOf(['queue', 'walk-in'])),
      channels: described('Through which a place is given.', Type.Array(bookingChannel)),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      holidays: described('`closed` on the days off of the working calendar, or `worked`.', oneOf(['closed', 'worked'])),
      release: described(
        'Places are given out so many days ahead; those of the last day from this time of day on.',
        closed({ daysAhead: Type.Integer({ minimum: 0, maximum: 366 }), at: time }),
      ),
      hours: described('The first that fits a day holds.', Type.Array(weekHours)),
      services: Type.Array(
        closed({
          service,
          minutes: described('The length of a place.', Type.Integer({ minimum: 1, maximum: 480 })),
          seats: described('How many places there are at the same time.', Type.Integer({ minimum: 0, maximum: 1000 })),
        }),
      ),
      counters: Type.Array(closed({ counter: text(20), services: Type.Array(service) })),
    }),
    source: described('The act, or `sample`.', text(300)),
  }),
);

export const ExceptionalDaySet = contract(
  'codebook',
  'ExceptionalDaySet',
  1,
  'An office is closed on one day, or opens at other hours.',
  closed({
    office,
    on: civilDate,
    hours: described('`null`: closed.', nullable(opening)),
    reason: text(300),
  }),
);

export const ExceptionalDayLifted = contract(
  'codebook',
  'ExceptionalDayLifted',
  1,
  'The usual hours hold again on that day.',
  closed({ office, on: civilDate }),
);

/** The one who is told about the booking: the first of the visitors. */
export const visitorPersonal = closed({
  surname: text(100),
  givenNames: text(100),
  email: nullable(text(254)),
  phone: nullable(text(30)),
});

const place = { office, service, on: civilDate, startsAt: instant, endsAt: instant };
const about = {
  booking: described('Stays the same when the booking is moved.', uuid),
  reference,
  person,
  people: described('How many come together.', count),
  ...place,
  channel: bookingChannel,
  bookedBy: oneOf(['visitor', 'agent', 'officer']),
  language,
  sequence: described('Grows with every change of the booking: the higher one is the newer.', Type.Integer({ minimum: 0 })),
};

export const BookingConfirmed = contract(
  'booking',
  'BookingConfirmed',
  1,
  'A place in the queue was taken.',
  closed({ ...about, confirmedAt: instant }),
  visitorPersonal,
);

export const BookingMoved = contract(
  'booking',
  'BookingMoved',
  1,
  'A booking has another place from now on.',
  closed({ ...about, from: closed(place), movedAt: instant, policy: appliedPolicy }),
  visitorPersonal,
);

export const BookingCancelled = contract(
  'booking',
  'BookingCancelled',
  1,
  'A place in the queue was given back.',
  closed({ ...about, cancelledAt: instant, policy: appliedPolicy }),
  visitorPersonal,
);

export const reminders = ['day', 'hours'] as const;

export const BookingReminded = contract(
  'booking',
  'BookingReminded',
  1,
  'The place of a booking is near; whoever cannot come may still give it back.',
  closed({
    ...about,
    reminder: described('The one a day before, or the one some hours before.', oneOf(reminders)),
    remindedAt: instant,
    policy: appliedPolicy,
  }),
  visitorPersonal,
);

export const LinkRequested = contract(
  'booking',
  'LinkRequested',
  1,
  'Whoever has the document and knows the e-mail address of a booking has lost the link to it: it is sent there again.',
  closed({ ...about, requestedAt: instant, policy: appliedPolicy }),
  visitorPersonal,
);

export const BookingMissed = contract(
  'booking',
  'BookingMissed',
  1,
  'Nobody came for a place until it was too late: it is given up, and what of it has not begun is free.',
  closed({ ...about, missedAt: instant, policy: appliedPolicy }),
  visitorPersonal,
);

const offer = closed({
  offer: uuid,
  ...place,
  until: described('Answer before; the places are free again then.', instant),
});

export const PlaceWithdrawn = contract(
  'booking',
  'PlaceWithdrawn',
  1,
  'The office cannot keep the place of a booking: it is closed then, or receives less.',
  closed({
    ...about,
    reason: text(300),
    offer: described('Another place, kept until it is answered; `null`: none was found.', nullable(offer)),
    withdrawnAt: instant,
    policy: appliedPolicy,
  }),
  visitorPersonal,
);

export const OfferReminded = contract(
  'booking',
  'OfferReminded',
  1,
  'What was offered for a withdrawn place is not answered yet, and will not be kept for much longer.',
  closed({ ...about, reason: text(300), offer, remindedAt: instant, policy: appliedPolicy }),
  visitorPersonal,
);

export const OfferDeclined = contract(
  'booking',
  'OfferDeclined',
  1,
  'The place that was offered for a withdrawn one is not wanted; the booking still needs one.',
  closed({ booking: uuid, person, offer: uuid, at: instant }),
);

export const PlaceRestored = contract(
  'booking',
  'PlaceRestored',
  1,
  'A place that was withdrawn is kept after all, and what was offered for it is offered no more.',
  closed({ ...about, restoredAt: instant }),
  visitorPersonal,
);

export const VisitorInformed = contract(
  'booking',
  'VisitorInformed',
  1,
  'Somebody tried to tell a visitor in person that the place was withdrawn.',
  closed({ booking: uuid, person, reached: Type.Boolean(), at: instant }),
);

const waiting = {
  wait: uuid,
  reference,
  person,
  people: about.people,
  office,
  service,
  from: described('The first day that suits.', civilDate),
  until: described('The last one.', civilDate),
  channel: bookingChannel,
  language,
};

export const WaitBegun = contract(
  'booking',
  'WaitBegun',
  1,
  'Somebody without a place joined the waiting list of an office.',
  closed({ ...waiting, begunAt: instant }),
  visitorPersonal,
);

export const WaitOffered = contract(
  'booking',
  'WaitOffered',
  1,
  'A place that became free is held for whoever waited longest; to be confirmed as any hold.',
  closed({
    ...waiting,
    offer: described(
      '`heldUntil`: confirm before; the next on the list gets it then.',
      closed({ booking: uuid, reference, ...place, heldUntil: instant }),
    ),
    offeredAt: instant,
    policy: appliedPolicy,
  }),
  visitorPersonal,
);

export const WaitEnded = contract(
  'booking',
  'WaitEnded',
  1,
  'Somebody is not on the waiting list any more: has a place, left, or the days are over.',
  closed({ wait: uuid, person, reason: oneOf(['booked', 'left', 'over']), at: instant }),
);
