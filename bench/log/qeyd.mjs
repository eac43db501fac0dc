/** The log of Qeyd as its applications use it: hash chain and one inline view on, every commit durable. */
import { built } from './built.mjs';
import { logDatabase } from './database.mjs';
import { hammer } from './hammer.mjs';
import { meta, stay, stayView } from './stay.mjs';

const { EventLog, newId } = built('libs/event-store/index.js');

/** With `url` it joins the log of another process. */
export async function open({ url }) {
  const database = url ? null : await logDatabase();
  const log = new EventLog({ name: 'bench', connectionString: url ?? database.url, views: [stayView] });
  const register = (id, fresh) =>
    log.execute({ decider: stay, id, command: { type: 'Register' }, cause: { id: newId(), ...meta }, fresh });

  return {
    url: () => database.url,
    /** Each event the first of a new stream. */
    append: (load) => hammer(load, () => register(newId(), true)),
    async close() {
      await log.close();
      await database?.drop();
    },
  };
}
