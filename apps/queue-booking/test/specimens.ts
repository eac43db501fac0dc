/** Specimens for the tests: an office with a small plan, policies, people, and what they ask for. */
import type { CodeBookRow } from '@qeyd/service';
import type { AgendaKey, Party, Visitor } from '../src/agenda/events';
import type { Term } from '../src/agenda/term';
import type { Office, Plan } from '../src/office/plan';

const row = (book: string, code: string, attributes: Record<string, unknown> = {}): CodeBookRow => ({
  ...{ book, code, validFrom: '2020-01-01', validToExclusive: null, attributes, source: `sample: ${code}` },
  names: { az: `${code} az`, en: `${code} en`, ru: `${code} ru` },
});

export const policyRows: readonly CodeBookRow[] = [
  row('offices', 'asan-baku-1'),
  row('services', 'work-permit'),
  row('policies', 'booking-hold', { minutes: 10 }),
  row('policies', 'booking-change', { minutes: 120 }),
  row('policies', 'booking-contact-limit', { active: 6 }),
  row('policies', 'booking-hold-limit', { perDay: 5 }),
  row('policies', 'booking-early', { minutes: 30 }),
  row('policies', 'booking-late', { minutes: 10 }),
  row('policies', 'booking-reminder-day', { minutes: 1440 }),
  row('policies', 'booking-reminder-hours', { minutes: 150 }),
  row('policies', 'booking-reminder-offer', { minutes: 240 }),
  row('policies', 'booking-link', { minutes: 10 }),
  row('policies', 'booking-offer', { hours: 24 }),
  row('policies', 'waiting-offer', { minutes: 10 }),
  row('policies', 'waiting-reach', { minutes: 60 }),
  row('policies', 'booking-channel-limit', { perMinute: 10_000 }),
  row('policies', 'booking-agent-limit', { perMinute: 20 }),
];

export const change: Term = {
  value: 120,
  policy: { name: 'booking-change', version: '2020-01-01', act: 'sample: booking-change' },
};

const days = (weekdays: number[], opens: string, closes: string, breaks: { from: string; to: string }[] = []) => ({
  ...{ opens, closes, breaks, weekdays, season: null },
});

/** Monday 30 November 2026, 10:00 in Baku. */
export const NOW = '2026-11-30T06:00:00.000Z';

/** Two seats of an hour for work permits, one of half an hour for residence; a break at one o'clock on weekdays. */
export const plan: Plan = {
  receives: 'queue',
  channels: ['asan-app', 'asan-website', '108', 'counter'],
  latitude: 40.4,
  longitude: 49.8,
  holidays: 'worked',
  release: { daysAhead: 30, at: '09:00' },
  hours: [days([1, 2, 3, 4, 5], '09:00', '18:00', [{ from: '13:00', to: '14:00' }]), days([6, 7], '09:30', '17:00')],
  services: [
    { service: 'work-permit', minutes: 60, seats: 2 },
    { service: 'temporary-residence', minutes: 30, seats: 1 },
  ],
  counters: [
    { counter: '1', services: ['work-permit', 'temporary-residence'] },
    { counter: '2', services: ['work-permit'] },
    { counter: '3', services: ['work-permit', 'temporary-residence'] },
  ],
};

export const officeWith = (changes: Partial<Plan> = {}, exceptions: Office['days'] = new Map()): Office => ({
  plans: [{ office: 'asan-baku-1', validFrom: '2020-01-01', plan: { ...plan, ...changes }, source: 'sample' }],
  days: exceptions,
});

/** Tuesday. */
export const KEY: AgendaKey = { office: 'asan-baku-1', service: 'work-permit', on: '2026-12-01' };

/** `id(7)` is a UUID that ends in 7. */
export const id = (n: number): string => `019aab6f-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const party = (n: number, changes: Partial<Party> = {}): Party => ({
  ...{
    booking: id(n),
    reference: `QYD-${String(n)}`,
    channel: 'asan-app',
    bookedBy: 'visitor',
    language: 'en',
    contact: null,
    sequence: 0,
  },
  ...changes,
});

export const visitor = (n: number): Visitor => ({
  ...{ person: id(1000 + n), surname: 'ERIKSSON', givenNames: 'ANNA MARIA', documentNumber: `L${String(n)}`, phone: null },
  email: 'guest@example.org',
});

export const guest = (number: string) => ({
  document: { country: 'UTO', type: 'passport', number },
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
});
