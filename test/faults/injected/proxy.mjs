/** Stands between the writers and PostgreSQL, and cuts connections between a commit and its answer. */
import { connect, createServer } from 'node:net';

/** The messages of PostgreSQL's protocol, version 3, with which a commit is asked for and confirmed. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

const endsWith = (chunk, message) => chunk.subarray(-message.length).equals(message);

/** `cut(how)` cuts the next commit: `answered` when its answer arrives here, `asked` as soon as it has gone on to the server. */
export async function openProxy(port) {
  const sockets = new Set();
  let next = null;

  const cuts = (how) => {
    if (next?.how !== how) return false;
    next.done();
    next = null;
    return true;
  };

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', end).on('close', () => sockets.delete(socket) && end());
    }
    let isWriter = false;
    let asked = false;
    client.once('data', (startup) => (isWriter = startup.includes('faults writer')));
    client.on('data', (chunk) => {
      asked = isWriter && endsWith(chunk, SYNC);
      upstream.write(chunk, () => asked && cuts('asked') && end());
    });
    upstream.on('data', (chunk) => {
      if (asked && endsWith(chunk, READY) && cuts('answered')) end();
      else client.write(chunk);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: server.address().port,
    /** Resolves when it has happened. */
    cut: (how) => new Promise((done) => (next = { how, done })),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
