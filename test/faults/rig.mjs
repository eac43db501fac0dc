/** The system under fault: a PostgreSQL and topics of its own, two writers, a relay or two, a consumer, and the load. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guard, removePlace } from '../../deploy/local/machine/guard.mjs';
import { openPlace } from '../../deploy/local/machine/place.mjs';
import { identify } from '../../deploy/local/machine/process.mjs';
import { createSupervisor } from '../../deploy/local/machine/supervisor.mjs';
import { connect as connectTo } from '../../deploy/local/servers/databases.mjs';
import { serverUser, startPostgres } from '../../deploy/local/servers/postgres.mjs';
import { Evidence } from './evidence.mjs';
import { mountDisk } from './injected/disk.mjs';
import { compilePreload } from './injected/preload.mjs';
import { openProxy } from './injected/proxy.mjs';
import { migrateDatabase, migrations } from './programs/product.mjs';

const program = (name) => join(import.meta.dirname, 'programs', `${name}.mjs`);
const patience = 45_000;

/** Waits until it is so; otherwise says what was waited for. */
export async function until(what, isSo) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(20)) if (await isSo().catch(() => false)) return;
  throw new Error(`In vain for ${patience / 1000} s: ${what}`);
}

/** `wants` is `{ disk: 'data' | 'wal', preload, proxy, relays, settings }`; without relays of their own the writers relay. */
export class Rig {
  #closing = [];
  #closed = null;

  constructor({ folder, wants, access, kafka }) {
    const place = openPlace(folder, { usualPorts: false, temporary: true, quiet: true, environment: {} });
    place.supervisor = createSupervisor(place);
    Object.assign(this, { place, wants, access, kafka, relays: [], writers: ['writer-1', 'writer-2'] });
  }

  async start(seed) {
    const { place, wants } = this;
    place.state.launcher = identify(process.pid);
    place.save();
    guard(place);
    await this.#startPostgres();
    const urls = { log: await this.#database('faults_log', 'log'), desk: await this.#database('faults_desk', 'desk') };
    this.urls = urls;
    this.evidence = new Evidence(place.folder, urls);
    const { port } = new URL(urls.log.app);
    if (wants.proxy) this.#closing.push((this.proxy = await openProxy(Number(port))).close);
    const writerUrl = Object.assign(new URL(urls.log.app), { port: this.proxy?.port ?? port }).href;
    const ports = [];
    for (const name of this.writers) {
      ports.push(await place.port(name));
      const relaying = wants.relays ? {} : this.#relaying(name, writerUrl);
      await this.#run(name, 'writer', { url: writerUrl, port: ports.at(-1), ...relaying }, () => accepts(ports.at(-1)));
    }
    await this.#run('consumer', 'consumer', { url: urls.desk.app, access: this.access }, null, 'SIGTERM');
    for (let n = 1; n <= (wants.relays ?? 0); n++)
      await this.#run(`relay-${n}`, 'relay', this.#relaying(`relay-${n}`, urls.log.app));
    const load = { ports, seed, callers: 24, rate: 500, ...this.evidence.files };
    await this.#run('load', 'load', load, null, 'SIGTERM', 30_000);
    this.loadPid = this.pid('load');
    await this.flows();
  }

  /** The process id under which a program runs now. */
  pid = (name) => (name === 'kafka' ? this.kafka : this.place).state.processes[name]?.pid;

  signal(name, signal) {
    process.kill(this.pid(name), signal);
  }

  isActive = ({ activeFile }) => existsSync(activeFile) && readFileSync(activeFile, 'utf8') === 'active';

  activeRelay = () => this.relays.find(this.isActive);

  isDown = () =>
    this.query('SELECT 1').then(
      () => false,
      () => true,
    );

  /** Waits until commands are acknowledged again. */
  flows() {
    const size = () => statSync(this.evidence.files.acknowledgedFile, { throwIfNoEntry: false })?.size ?? 0;
    const before = size();
    return until('a command is acknowledged', () => Promise.resolve(size() > before));
  }

  /** One statement as the administrator of the server, in the database of the log. */
  async query(text) {
    const client = await connectTo(Object.assign(new URL(this.adminUrl), { pathname: '/faults_log' }).href);
    return client.query(text).finally(() => client.end());
  }

  /** Ends the load, and gives what is on its way the time to arrive. */
  async settle() {
    if (this.pid('load') !== this.loadPid) throw new Error('The load itself did not live through it');
    await this.place.supervisor.stop('load');
    await until('everything is relayed and consumed', () => this.evidence.hasArrived());
    await this.place.supervisor.stop('consumer');
  }

  /** Kills a program, and waits until it was started again and answers. */
  async restart(name) {
    const pid = this.pid(name);
    this.signal(name, 'SIGKILL');
    await until(`${name} is started again`, async () => this.pid(name) !== pid && !(await this.isDown()));
  }

  /** What it all wrote, for whoever wants to know why a round failed; answers where. */
  keep() {
    const kept = `${this.place.folder.replace(/faults-\w+/, 'faults-failed')}-${Date.now()}`;
    mkdirSync(kept, { recursive: true });
    for (const name of ['log', 'sent', 'acknowledged'])
      cpSync(join(this.place.folder, name), join(kept, name), { recursive: true });
    return kept;
  }

  /** Ends everything, once. */
  close() {
    return (this.#closed ??= this.#close());
  }

  async #close() {
    await this.place.supervisor.stopAll();
    for (const close of this.#closing.reverse()) close();
    this.place.state.launcher = null;
    this.place.save();
    removePlace(this.place);
  }

  async #startPostgres() {
    const { place, wants } = this;
    const user = serverUser();
    const folder = place.folderFor('postgres', user);
    if (wants.disk === 'data') this.#closing.push((this.disk = mountDisk(folder, 200, user)).close);
    if (wants.preload) this.#closing.push((this.preload = compilePreload(place.folderFor('preload', user))).close);
    const options = { env: this.preload?.env ?? process.env, extra: wants.settings };
    this.adminUrl = (await startPostgres(place, options)).url;
    if (!wants.disk) return;
    await place.supervisor.stop('postgres');
    const wal = join(folder, 'data', 'pg_wal');
    const elsewhere = place.folderFor('wal', user);
    if (wants.disk === 'wal') this.#closing.push((this.disk = mountDisk(elsewhere, 160, user)).close);
    const moved = join(elsewhere, 'pg_wal');
    spawnSync('mv', [wal, moved]); // to another file system, with its owner
    symlinkSync(moved, wal);
    await place.supervisor.again('postgres');
  }

  /** What a relay needs, wherever it runs; it is one of ours from now on. */
  #relaying(name, url) {
    const activeFile = join(this.place.folder, `${name}.active`);
    this.relays.push({ name, activeFile });
    return { url, access: this.access, activeFile };
  }

  /** Makes one of the two databases with its roles and tables; answers its addresses. */
  async #database(name, kind) {
    const client = await connectTo(this.adminUrl);
    const urlOf = (role) => Object.assign(new URL(this.adminUrl), { pathname: `/${name}`, username: role, password: role }).href;
    const [owner, app] = [`${name}_owner`, `${name}_app`];
    try {
      for (const role of [owner, app]) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
      await client.query(`CREATE DATABASE ${name} OWNER ${owner}`);
    } finally {
      await client.end();
    }
    const urls = { owner: urlOf(owner), app: urlOf(app) };
    await migrateDatabase(urls.owner, migrations[kind]);
    return urls;
  }

  async #run(name, file, settings, ready = null, signal = 'SIGKILL', patience = 15_000) {
    await this.place.supervisor.run({
      ...{ name, signal, patience, command: process.execPath, args: [program(file)], cwd: this.place.folder },
      env: { ...process.env, FAULTS: JSON.stringify(settings) },
      ready: ready ?? (() => Promise.resolve(true)),
    });
  }
}

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.destroy(resolve(true)));
    socket.once('error', () => resolve(false));
  });
