/** The rule and its log alone: every attempt is a command that the agenda of the day decides; what it gives is sealed, hashed and durable. */
import { randomBytes } from 'node:crypto';
import { built } from '../../log/built.mjs';
import { dayAt, office, service, slotsOn } from '../day.mjs';
import { race } from '../race.mjs';

const { testDatabase } = built('libs/testing/index.js');
const { isRefused } = built('libs/core/index.js');
const { EventLog, newId } = built('libs/event-store/index.js');
const { Seal } = built('libs/privacy/seal.js');
const { migrationsOf } = built('libs/service/index.js');
const { agenda } = built('apps/queue-booking/src/agenda/agenda.js');
const { agendaId, placeView } = built('apps/queue-booking/src/agenda/agenda.view.js');
const { queueBooking } = built('apps/queue-booking/src/app.module.js');

const at = '2029-12-01T05:00:00.000Z';
const heldUntil = '2029-12-01T05:10:00.000Z';
const names = {
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  documentNumber: 'L898902C3',
  email: 'guest@example.org',
  phone: null,
};

export async function open() {
  const database = await testDatabase('queue', migrationsOf(queueBooking));
  const key = new Seal(randomBytes(32));
  const keysOf = (people) => Promise.resolve(new Map(people.map((person) => [person, key])));
  const keys = { keysOf, onErased: () => undefined };
  const log = new EventLog({ name: 'bench', connectionString: database.url, views: [placeView], keys });
  let days = 0;

  async function begin(load) {
    const day = { office, service, on: dayAt(days++) };
    const [id, slots] = [agendaId(day), slotsOn(day.on, load)];
    return async (n) => {
      const booking = newId();
      const party = {
        booking,
        reference: 'QYD',
        channel: 'asan-app',
        bookedBy: 'visitor',
        language: 'az',
        contact: null,
        sequence: 0,
      };
      const { startsAt } = slots[n % slots.length];
      const asked = { agenda: day, party, visitors: [{ person: newId(), ...names }], startsAt, slots };
      const command = { type: 'Hold', asked, at, heldUntil };
      const cause = { id: booking, correlation: booking, actor: 'bench' };
      return !isRefused(await log.executeWhole([{ decider: agenda, id, command, cause }]));
    };
  }

  return {
    race: (load) => race(load, () => begin(load)),
    async close() {
      await log.close();
      await database.drop();
    },
  };
}
