/** A subject of measurement in a process of its own, so that no heap, queue or collection of one disturbs another. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(import.meta.url);

/**
 * Runs a module in a new process. The module exports `open(given)`, which answers the operations that can then be asked for by name
 * and `close`; what crosses between the processes is plain data.
 */
export async function openSubject(module, given) {
  const profiling = given.profile ? ['--cpu-prof', `--cpu-prof-dir=${given.profile}`] : [];
  const child = fork(own, [fileURLToPath(module)], { env: given.env, execArgv: ['--expose-gc', ...profiling] });
  let waiting = null;
  child.on('message', ({ error, value }) => (error ? waiting.reject(new Error(`${module}: ${error}`)) : waiting.resolve(value)));
  child.on('exit', (code) => waiting?.reject(new Error(`${module} ended with code ${code}`)));
  const ask = (operation, ...args) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      child.send({ operation, args });
    });
  await ask('open', given).catch((error) => {
    child.disconnect();
    throw error;
  });
  const close = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await ask('close');
    waiting = null;
    child.disconnect();
    await ended;
  };
  return { ask, close };
}

async function serve(module) {
  const operations = await import(module);
  let subject = null;
  process.on('message', async ({ operation, args }) => {
    try {
      if (operation === 'open') subject = await operations.open(...args);
      process.send({ value: operation === 'open' ? null : ((await subject[operation](...args)) ?? null) });
    } catch (error) {
      process.send({ error: error.stack });
    }
  });
  process.once('disconnect', () => process.exit(0)); // a peer may keep connections that nothing can close
}

if (process.argv[1] === own) serve(process.argv[2]);
