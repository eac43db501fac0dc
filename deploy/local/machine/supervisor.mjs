/** Runs the programs of one place: starts each, waits until it is ready, restarts it when it crashes, ends all in order. */
import { execFile } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { end, identify, launch } from './process.mjs';
import { Trouble, say } from './say.mjs';

const firstPause = 500;
/** A test kills on purpose and wants the program back. */
const longestPause = (place) => (place.temporary ? firstPause : 30_000);
/** A program that lived this long has recovered: the next pause is short again. */
const steady = 60_000;

/**
 * A program is `{ name, command, args, env, cwd?, user?, ready(): Promise<boolean>, signal?, patience?, within? }`;
 * `ready` is asked again and again until it says yes, at most for `within` milliseconds.
 */
export function createSupervisor(place) {
  const programs = new Map();
  const closing = new AbortController();
  const tell = place.quiet ? () => undefined : say;

  function spawnProgram(program) {
    const log = join(place.folder, 'log', `${program.name}.log`);
    const child = launch({ cwd: '/', ...program, log, append: program.starts > 0 });
    program.starts += 1;
    program.since = Date.now();
    program.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
      child.once('error', (error) => resolve(error.message));
    });
    program.exited.then((how) => program.wanted && program.isUp && revive(program, how));
    program.identity = identify(child.pid);
    place.state.processes[program.name] = { ...program.identity, signal: program.signal, log };
    place.save();
  }

  async function revive(program, how) {
    program.pause = Date.now() - program.since > steady ? firstPause : Math.min(program.pause * 2, longestPause(place));
    tell(
      `  ! ${program.name} ended (${how}); starting it again in ${program.pause / 1000} s. Its last words:\n${lastWords(place, program.name)}`,
    );
    await sleep(program.pause, undefined, { ref: false });
    if (!program.wanted) return;
    spawnProgram(program);
    const spawned = program.identity;
    if (await isReady(program)) tell(`  ✓ ${program.name} is back`);
    else if (program.wanted && program.identity === spawned) await end(spawned, program);
  }

  async function isReady(program) {
    let over = false;
    program.exited.then(() => (over = true));
    for (const until = Date.now() + (program.within ?? 120_000); !over && Date.now() < until; await sleep(50)) {
      if (await program.ready()) return true;
    }
    return false;
  }

  /** Resolves when the program is ready; a program that ends or stays deaf at its first start is a trouble, not a crash to repair. */
  async function run(given) {
    closing.signal.throwIfAborted();
    const program = { starts: 0, ...given, pause: firstPause / 2, wanted: true, isUp: false };
    programs.set(program.name, program);
    spawnProgram(program);
    if (!(await isReady(program))) {
      await stop(program.name);
      throw new Trouble(`${program.name} did not start. Its last words:\n${lastWords(place, program.name)}`);
    }
    program.isUp = true;
  }

  async function stop(name) {
    const program = programs.get(name);
    program.wanted = false;
    await end(program.identity, program);
    delete place.state.processes[name];
    place.save();
  }

  /** Runs a program to its end and answers `{ stdout, stderr }`; a code other than 0 rejects. */
  async function finish(command, args, options) {
    const running = promisify(execFile)(command, args, { ...options, signal: closing.signal });
    const name = `${basename(command)}-${running.child.pid}`;
    place.state.processes[name] = identify(running.child.pid);
    place.save();
    try {
      return await running;
    } catch (error) {
      const words = [error.stdout, error.stderr].join('').trim().split('\n').slice(-8);
      throw new Trouble(`${basename(command)} failed:\n${words.join('\n') || error.message}`);
    } finally {
      delete place.state.processes[name];
      place.save();
    }
  }

  return {
    run,
    stop,
    finish,
    /** Runs a program again that was stopped by name. */
    again: (name) => run(programs.get(name)),
    /** Ends everything that this supervisor started, the programs named in the lists first: one list after another, the programs of a list together. */
    async stopAll(...lists) {
      closing.abort();
      for (const names of lists) await Promise.all(names.filter((name) => programs.get(name)?.wanted).map(stop));
      await Promise.all([...programs.values()].filter((program) => program.wanted).map((program) => stop(program.name)));
    },
  };
}

function lastWords(place, name) {
  const file = openSync(join(place.folder, 'log', `${name}.log`), 'r');
  const { size } = fstatSync(file);
  const tail = Buffer.alloc(Math.min(size, 2_000));
  readSync(file, tail, 0, tail.length, size - tail.length);
  closeSync(file);
  const lines = tail.toString('utf8').trimEnd().split('\n').slice(-8);
  return lines.map((line) => `      ${line}`).join('\n');
}
