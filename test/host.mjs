/** Hosts one whole system for a test: prints its description as one line of JSON, ends it when its standard input closes. */
import { openSystem } from '../deploy/local/system.mjs';

const [folder, extra = '{}'] = process.argv.slice(2);
const host = openSystem({ folder, usualPorts: false, temporary: true, environment: {}, appEnvironment: JSON.parse(extra) });
const system = await host.start();
process.stdout.write(`\nSYSTEM ${JSON.stringify(system)}\n`);
process.stdin.resume();
await new Promise((resolve) => {
  process.stdin.once('end', resolve);
  process.once('SIGTERM', resolve);
});
await host.stop();
process.exit(0);
