/** The notices about the queue, in English. */
import type { CivilDate } from '@qeyd/core';
import type { QueueMatter, VisitMatter } from '../../matter';
import { clockOf, type QueueLetters, type WritingOf } from '../wording';

export function queueLetters(on: (date: CivilDate) => string): QueueLetters {
  const { day, time, before } = clockOf(on, 'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday');
  const when = (at: string): string => `${day(at)}, at ${time(at)}`;

  const asked = ({ matter, name, queue }: WritingOf<QueueMatter['kind']>) =>
    [
      ['Reference', matter.reference],
      ['Visitor', matter.people === 1 ? name : `${name}, ${String(matter.people)} people in all`],
      ['Service', queue.service],
      ['Office', queue.office],
    ] as const;
  const facts = (writing: WritingOf<VisitMatter['kind']>) =>
    [
      ...asked(writing),
      ['Day', day(writing.matter.startsAt)],
      ['Time', `${time(writing.matter.startsAt)}–${time(writing.matter.endsAt)}, Baku time`],
    ] as const;

  const coming = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string[] => [
    `Come at most ${String(queue.early)} minutes before ${time(matter.startsAt)}. The place of whoever is more than ${String(queue.late)} minutes late is given up.`,
    'Show the QR code of this letter, or name the reference, when you arrive.',
    'Bring the document with which the place was booked: nobody else can use it.',
  ];
  const changing = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string =>
    `Until ${before(matter.startsAt, queue.change)}, you can move the place or give it back: with the link above, in the app, or by calling 108 or (012) 919.`;

  return {
    'booking-confirmed': (writing) => ({
      subject: `Your place in the queue: ${writing.matter.reference}`,
      lead: [`The place in the queue is booked: ${when(writing.matter.startsAt)}.`],
      link: ['See, move or give back the place', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-moved': (writing) => ({
      subject: `Your place in the queue was moved: ${writing.matter.reference}`,
      lead: [
        `The place in the queue is now on ${when(writing.matter.startsAt)}.`,
        `The former one does not hold any more: ${writing.queue.officeNamed(writing.matter.from.office)}, ${when(writing.matter.from.startsAt)}.`,
      ],
      link: ['See, move or give back the place', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-cancelled': (writing) => ({
      subject: `Your place in the queue was given back: ${writing.matter.reference}`,
      lead: [`The place in the queue on ${when(writing.matter.startsAt)} was given back. Nobody is expected then.`],
      facts: facts(writing),
      next: [
        'Whoever still needs the service books another place: in the app, on the website, or by calling 108.',
        'If you did not want this, call (012) 919 and give the reference.',
      ],
    }),
    'booking-reminder': (writing) => ({
      subject: `A reminder of your place in the queue: ${writing.matter.reference}`,
      lead: [
        `You are expected on ${when(writing.matter.startsAt)}.`,
        'If you cannot come, please give the place back: somebody is waiting for it.',
      ],
      link: ['I cannot come: give back or move the place', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-missed': (writing) => ({
      subject: `Your place in the queue was given up: ${writing.matter.reference}`,
      lead: [
        `You were expected on ${when(writing.matter.startsAt)}. Nobody had come ${String(writing.queue.late)} minutes later, so the place was given up.`,
      ],
      link: ['Book another place', writing.queue.page],
      facts: facts(writing),
      next: [
        'You can still come that day without a place: ask for a ticket at the office, and you are called between those who have one.',
        'For another day, book a new place: with the link above, in the app, or by calling 108.',
        'If you were there in time, call (012) 919 and give the reference.',
      ],
    }),
    'booking-link': (writing) => ({
      subject: `The link to your place in the queue: ${writing.matter.reference}`,
      lead: [
        'Somebody who knows your e-mail address and document asked for the link to your booking. It has not changed.',
        'If that was not you, there is nothing to do: the link was sent to you alone.',
      ],
      link: ['See, move or give back the place', writing.queue.page],
      facts: facts(writing),
      next: ['There you see how the booking stands, and can move it or give it back; by calling 108 or (012) 919 as well.'],
    }),
    'place-withdrawn': (writing) => {
      const { matter, queue } = writing;
      const { offer } = matter;
      return {
        subject: `Your place in the queue cannot be kept: ${matter.reference}`,
        lead: [
          `${queue.office} cannot receive you on ${when(matter.startsAt)}.`,
          offer
            ? `Another place is kept for you until ${day(offer.until)}, ${time(offer.until)}: ${queue.officeNamed(offer.office)}, ${when(offer.startsAt)}.`
            : 'We have found no other place yet. Please choose one.',
        ],
        link: [offer ? 'Take the place that is kept, or choose another one' : 'Choose another place', queue.page],
        facts: [...facts(writing), ['Reason', matter.reason]],
        next: [
          'You need not come at the former time. Your booking stays until you have another place or give it back.',
          'You can choose or give it back with the link above, or by calling 108 or (012) 919, also shortly before the former time.',
        ],
      };
    },
    'offer-reminder': ({ matter, queue, ...writing }) => ({
      subject: `Please answer: a place is kept for you: ${matter.reference}`,
      lead: [
        `${queue.office} cannot receive you on ${when(matter.startsAt)}, and you have not said yet what you want instead.`,
        `Another place is kept for you until ${day(matter.offer.until)}, ${time(matter.offer.until)}, and then no more: ${queue.officeNamed(matter.offer.office)}, ${when(matter.offer.startsAt)}.`,
      ],
      link: ['Take the place that is kept, or choose another one', queue.page],
      facts: facts({ matter, queue, ...writing }),
      next: [
        'You can answer with the link above, or by calling 108 or (012) 919. After that you can still choose another place.',
      ],
    }),
    'place-restored': (writing) => ({
      subject: `Your place in the queue is kept after all: ${writing.matter.reference}`,
      lead: [
        `${writing.queue.office} can receive you after all: ${when(writing.matter.startsAt)}.`,
        'What was offered to you instead is offered no more.',
      ],
      link: ['See, move or give back the place', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'wait-begun': (writing) => {
      const { from, until } = writing.matter;
      return {
        subject: `You are on the waiting list: ${writing.matter.reference}`,
        lead: [
          'You are on the waiting list: those who joined it before you are asked first.',
          `As soon as a place becomes free for you, it is kept for you for ${String(writing.queue.kept)} minutes, and you get a letter.`,
        ],
        link: ['See where you stand, or leave the waiting list', writing.queue.page],
        facts: [...asked(writing), ['Days', from === until ? on(from) : `${on(from)} – ${on(until)}`]],
        next: [
          'Look at your e-mail until then: a place that is not taken in time goes to the next person on the list.',
          'If you do not need a place any more, leave the list: with the link above, or by calling 108 or (012) 919.',
        ],
      };
    },
    'place-offered': (writing) => ({
      subject: `A place has become free for you: ${writing.matter.reference}`,
      lead: [
        `You are on the waiting list, and a place is free: ${when(writing.matter.startsAt)}.`,
        `It is kept for you until ${time(writing.matter.until)}; then it goes to the next person on the list.`,
      ],
      link: ['Take the place', writing.queue.page],
      facts: facts(writing),
      next: ['The place is yours when you have taken it: with the link above, or by calling 108 or (012) 919.'],
    }),
  };
}
