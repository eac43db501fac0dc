/** The notices in English. */
import { queueLetters } from './booking/en';
import { dates, known, type Wording, type Writing } from './wording';

const on = dates(
  'January February March April May June July August September October November December',
  (day, month, year) => `${String(day)} ${month} ${year}`,
);

const days = (n: number): string => (n === 1 ? '1 day' : `${String(n)} days`);

const place = ({ name, address, hostName }: Writing) =>
  [['Person', name], ...known('Place of stay', address), ...known('Receiving party', hostName)] as const;

const object = 'If you think this is a mistake, call (012) 919 or come to a Regional Migration Department; give the reference.';

export const en: Wording = {
  service: 'State Migration Service of the Republic of Azerbaijan',
  product: 'Register of foreigners’ stays',
  queue: 'Places in the queue',
  factsHeading: 'Details',
  nextHeading: 'What to do next',
  verifyHeading: 'Is this message genuine?',
  verify: (reference, page) =>
    `${reference === null ? 'Call (012) 919' : `Call (012) 919 and give the reference ${reference}`}${page === null ? '' : `, or check the signed receipt of the application at ${page}`}. We never ask for money, passwords or copies of documents by e-mail.`,
  automatic: 'This message was sent automatically; replies to it are not read.',
  letters: {
    ...queueLetters(on),
    registered: (writing) => {
      const { matter, recipient, name, lastDay } = writing;
      const until = on(lastDay(matter.toExclusive));
      return {
        subject: `Registered upon place of stay: ${matter.reference}`,
        lead: [
          recipient === 'guest' ? 'You are registered upon place of stay.' : `${name} is registered upon place of stay.`,
          ...(matter.daysLate > 0
            ? [
                `The application was received ${days(matter.daysLate)} after the time limit. The registration is valid all the same.`,
              ]
            : []),
        ],
        facts: [
          ['Reference', matter.reference],
          ...place(writing),
          ['Registered from', on(matter.from)],
          ['Registered until', `${until}, inclusive`],
          ['Legal basis', matter.act],
          ['State fee', 'none'],
        ],
        next: [
          `Nothing needs to be done while the stay lasts. The registration ends by itself after ${until}.`,
          'If the person leaves this place earlier, the receiving party or the person tells us; the registration then ends on that date.',
          'At a new place of stay a new registration is needed within 5 working days of arrival there. Another apartment of the same owner needs none.',
        ],
      };
    },
    duplicate: (writing) => {
      const { matter, name, lastDay } = writing;
      return {
        subject: `Already registered: ${matter.reference}`,
        lead: [
          `${name} is already registered for this stay. Your application was linked to that registration; a second one is not needed.`,
        ],
        facts: [
          ['Reference', matter.reference],
          ...place(writing),
          ['Registered from', on(matter.from)],
          ['Registered until', `${on(lastDay(matter.toExclusive))}, inclusive`],
        ],
        next: ['Nothing more needs to be done.', object],
      };
    },
    'not-required': (writing) => ({
      subject: `No new registration is needed: ${writing.matter.reference}`,
      lead: [
        `${writing.name} moved to another apartment of the same owner. The registration that exists stays valid; a new one is not needed.`,
      ],
      facts: [['Reference', writing.matter.reference], ...place(writing)],
      next: ['Nothing more needs to be done.', object],
    }),
    declined: (writing) => ({
      subject: `The application could not lead to a registration: ${writing.matter.reference}`,
      lead: [
        `Your application for ${writing.name} was received and examined, but no registration was made.`,
        {
          'stay-period-over': 'The reason: the permitted period of stay is already over.',
          'superseded-by-later-entry':
            'The reason: a later entry into the country is known to us, and the application is for an earlier stay.',
          'stay-period-unknown':
            'The reason: the application shows neither the days of stay nor the validity of the visa, so the period cannot be set.',
        }[writing.matter.reason],
      ],
      facts: [['Reference', writing.matter.reference], ...place(writing)],
      next: ['If the data were incomplete or wrong, please file a new, corrected application.', object],
    }),
    'departure-recorded': (writing) => {
      const leavesOn = on(writing.matter.leavesOn);
      return {
        subject: 'A departure from the place of stay was reported',
        lead: [
          `The receiving party told us that ${writing.name} leaves the place of stay on ${leavesOn}. The registration there ends after that day.`,
        ],
        facts: [...place(writing), ['Last day there', leavesOn]],
        next: [
          'Whoever stays on in Azerbaijan registers at the new place of stay within 5 working days of arrival there.',
          `If this is not so, tell us before ${leavesOn}: call (012) 919 or come to a Regional Migration Department. The notice can be withdrawn until then.`,
        ],
      };
    },
    deregistered: (writing) => {
      const { matter } = writing;
      return {
        subject: `The registration upon place of stay has ended: ${matter.reference}`,
        lead: [
          `The registration of ${writing.name} upon place of stay has ended.`,
          {
            Departed: 'The reason: departure from the place of stay.',
            Expired: 'The reason: its period has expired.',
            ChangedPlace: 'The reason: registration at a new place of stay.',
            NewEntry: 'The reason: a new entry into the country; the registration of the new stay replaces this one.',
            Annulled: 'The reason: it was annulled by a decision of the State Migration Service.',
          }[matter.reason],
        ],
        facts: [['Reference', matter.reference], ...place(writing), ['Ended on', on(matter.effectiveOn)]],
        next: [
          ...(matter.reason === 'Expired'
            ? [
                'Staying in the country after the permitted period needs a decision on its extension; whoever is still here without one should call (012) 919.',
              ]
            : []),
          ...(matter.reason === 'Departed'
            ? ['Whoever stays on in Azerbaijan registers at the new place of stay within 5 working days of arrival there.']
            : []),
          object,
        ],
      };
    },
  },
};
