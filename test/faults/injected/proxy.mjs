/** Stands between the writers and PostgreSQL, and cuts connections between a commit and its answer. */
import { connect, createServer } from 'node:net';

const COMMITTED = Buffer.from('COMMIT\0');
const ASKED = Buffer.from('commit\0');

/** `cut(how)` cuts the next commit: `answered` when its answer arrives here, `asked` as soon as it has gone on to the server. */
export async function openProxy(port) {
  const sockets = new Set();
  let next = null;

  const cuts = (how, chunk, mark) => {
    if (next?.how !== how || !chunk.includes(mark)) return false;
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
    client.on('data', (chunk) => {
      upstream.write(chunk, () => cuts('asked', chunk, ASKED) && end());
    });
    upstream.on('data', (chunk) => {
      if (cuts('answered', chunk, COMMITTED)) end();
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
