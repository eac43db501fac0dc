/** Finds ports that nobody listens on. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const canListen = (port, host) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** Both addresses, because some systems let a program listen on one while another holds the other. */
export const isFree = async (port) => (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));

/** The first free one of the wished ports, else any below the range that systems use for outgoing connections. */
export async function freePort(...wishes) {
  for (const wish of wishes) if (wish && (await isFree(wish))) return wish;
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}
