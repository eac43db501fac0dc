/** What queue-booking tells of a specimen's place. */
import type { Told } from './plan';

/** Tuesday 1 December 2026, 10:00 in Baku. */
export const told = (changes: Partial<Told<'BookingConfirmed'>> = {}): Omit<Told<'BookingConfirmed'>, 'confirmedAt'> => ({
  ...{ booking: '019aaaaa-0000-7000-8000-00000000000b', reference: 'QYD-1', sequence: 0, people: 1 },
  ...{ person: '019aaaaa-0000-7000-8000-000000000001', office: 'asan-baku-1', service: 'work-permit' },
  ...{ on: '2026-12-01', startsAt: '2026-12-01T06:00:00.000Z', endsAt: '2026-12-01T06:30:00.000Z' },
  ...{ channel: 'asan-app', bookedBy: 'visitor', language: 'az' },
  ...{ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', email: 'anna@example.org', phone: '+994120000000' },
  ...changes,
});
