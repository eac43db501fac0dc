/** The way to a server, which a test can cut and lay again: everything on it ends, and meanwhile nobody gets through. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class Way {
  private port = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => {
    const upstream = connect(Number(this.target.port), this.target.hostname);
    for (const socket of [client, upstream]) this.sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream).pipe(client);
  });

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<Way> {
    const way = new Way(new URL(url));
    await way.lay(0);
    return way;
  }

  /** The server's address, by this way. */
  get url(): string {
    return Object.assign(new URL(this.target.href), { hostname: '127.0.0.1', port: this.port }).href;
  }

  async cut(): Promise<void> {
    const closed = once(this.server.close(), 'close');
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }

  async lay(port = this.port): Promise<void> {
    await once(this.server.listen(port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }
}
