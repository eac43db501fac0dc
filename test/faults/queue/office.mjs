/** A process of queue-booking that is asked at its desk, by lines of JSON over TCP instead of HTTP: `{ n, verb, … }`, answered by what came of it. */
import { createServer } from 'node:net';
import { built, eachLine, settings } from '../programs/product.mjs';

const { port, env } = settings();
const { createApp } = built('libs/platform/index.js');
const { serviceSettings } = built('libs/service/index.js');
const { isRefused } = built('libs/core/index.js');
const { AppModule, queueBooking } = built('apps/queue-booking/src/app.module.js');
const { BookingDesk } = built('apps/queue-booking/src/booking/booking.desk.js');
const { OfficeBook } = built('apps/queue-booking/src/office/office.cache.js');
const { agendaId } = built('apps/queue-booking/src/agenda/agenda.view.js');

const { app } = await createApp(AppModule, {
  name: queueBooking.name,
  texts: queueBooking.texts,
  settings: serviceSettings,
  env,
});
await app.get(OfficeBook).prepare();
const desk = app.get(BookingDesk);

const arrivalOf = ({ channel, cause }) => ({
  ...{ channel, bookedBy: channel === '108' ? 'agent' : 'visitor', slot: null },
  cause: { id: cause, correlation: cause, actor: 'service:faults' },
});

const verbs = {
  hold: ({ form, ...asked }) => desk.hold(form, arrivalOf(asked)),
  confirm: ({ booking, ...asked }) => desk.confirm(booking, arrivalOf(asked).cause),
  cancel: ({ booking, ...asked }) => desk.cancel(booking, arrivalOf(asked).cause),
  move: ({ booking, form, ...asked }) => desk.move(booking, form, arrivalOf(asked)),
};

async function answerTo({ n, verb, ...asked }) {
  try {
    const answer = await verbs[verb](asked);
    if (isRefused(answer)) return { n, refused: answer.refused };
    const [{ key, party, seats }] = answer;
    return { n, place: { booking: party.booking, stream: agendaId(key), startsAt: seats[0].startsAt, seat: seats[0].seat } };
  } catch (fault) {
    return { n, fault: fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault) };
  }
}

createServer((socket) => {
  socket.on('error', () => socket.destroy());
  eachLine(socket, async (line) => {
    const answer = await answerTo(JSON.parse(line));
    if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
  });
}).listen(port, '127.0.0.1');
