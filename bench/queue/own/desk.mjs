/** The desk in its application, as HTTP calls it: what is asked is admitted, the visitor identified and limited, and then decided. */
import { built } from '../../log/built.mjs';
import { startApplication } from '../application.mjs';
import { dayAt, documentOf, service } from '../day.mjs';
import { race } from '../race.mjs';

const { plan } = built('apps/queue-booking/test/specimens.js');
const { isRefused } = built('libs/core/index.js');
const { EventLog, newId } = built('libs/event-store/index.js');
const { office } = built('apps/queue-booking/src/office/office.js');
const { officeId } = built('apps/queue-booking/src/office/office.seed.js');
const { OfficeBook } = built('apps/queue-booking/src/office/office.cache.js');
const { BookingDesk } = built('apps/queue-booking/src/booking/booking.desk.js');
const { slotsOf } = built('apps/queue-booking/src/place/place.js');
const { dayOf } = built('apps/queue-booking/src/office/opening.js');

const name = 'office-of-the-bench';

/** A plan whose days have so many slots of ten minutes. */
function planOf({ slots, seats }) {
  const closes = 9 * 60 + slots * 10;
  const hours = { opens: '09:00', closes: `${Math.floor(closes / 60)}:${String(closes % 60).padStart(2, '0')}`, breaks: [] };
  return {
    ...plan,
    hours: [{ ...hours, weekdays: [1, 2, 3, 4, 5, 6, 7], season: null }],
    release: { daysAhead: 3000, at: '00:00' },
    services: [{ service, minutes: 10, seats }],
    counters: Array.from({ length: seats }, (_, i) => ({ counter: String(i + 1), services: [service] })),
  };
}

export async function open(given) {
  const running = await startApplication(given);
  const [log, desk, book] = [EventLog, BookingDesk, OfficeBook].map(running.part);
  running.clock.at = '2029-12-01T05:00:00.000Z';
  let days = 0;

  async function begin(load) {
    const dated = { office: name, validFrom: '2020-01-01', plan: planOf(load), source: 'bench' };
    const cause = { id: newId(), correlation: 'bench', actor: 'bench' };
    await log.execute({ decider: office, id: officeId(name), command: { type: 'SetPlan', plan: dated }, cause });
    const on = dayAt(days++);
    const slots = slotsOf(dayOf((await book.current()).get(name), on), service);
    return async (n) => {
      const { startsAt } = slots[n % slots.length];
      const people = [{ document: documentOf(`${on}/${n}`), surname: 'ERIKSSON', givenNames: 'ANNA MARIA' }];
      const form = { office: name, on, services: [{ service, startsAt }], people, email: null, phone: null, language: 'az' };
      const id = newId();
      const arrival = { channel: 'asan-app', bookedBy: 'visitor', slot: null, cause: { id, correlation: id, actor: 'bench' } };
      return !isRefused(await desk.hold(form, arrival));
    };
  }

  return { race: (load) => race(load, () => begin(load)), close: () => running.close() };
}
