/** A process that appends, and relays unless others do: takes commands as lines of JSON over TCP, answers each with what was recorded or its fault. */
import { createServer } from 'node:net';
import { departure, eachLine, EventLog, settings, stepView } from './product.mjs';
import { startRelay } from './relaying.mjs';

const { url, port, access, activeFile } = settings();
const log = new EventLog({ name: 'faults', connectionString: url, views: [stepView] });
if (access) log.feed(startRelay({ url, access, activeFile }));

async function answerTo({ n, id, steps, cause, fresh }) {
  try {
    const command = { type: 'Step', steps };
    const outcome = await log.execute({
      ...{ decider: departure, id, command, fresh },
      cause: { id: cause, correlation: 'faults', actor: 'service:faults' },
    });
    return { n, events: outcome.events.map(({ version, position }) => ({ version, position })) };
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
