/** The cheapest faults, once each, so that `npm run faults` does not rot; the whole run is a command of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(240_000);

const command = join(__dirname, '../../deploy/local/faults.mjs');

it.each(['writer-killed,connection-cut'])('what was acknowledged stands whatever happens: %s', async (only) => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, `--only=${only}`, '--rounds=1']);
  const rows = [...stdout.matchAll(/^\| [^|]+ \| 1 +\| (\d+) +\| .* \| 0 +\| 0 +\| 0 +\| 0 +\|$/gm)];
  expect(rows.map(([, acknowledged]) => Number(acknowledged) > 0)).toEqual([true, true]);
});

it('gives no place twice and loses none while a process and the server are killed', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'queue', '--attempts=1500', '--kills=2']);
  const [, given = '', ...faults] =
    /^\| (\d+) +\| \d+ +\| \d+ +\| \d+ +\| \d+ +\| (\d) +\| (\d) +\| (\d) +\| (\d) +\|$/m.exec(stdout) ?? [];
  expect([Number(given) > 0, ...faults]).toEqual([true, '0', '0', '0', '0']);
});

it('names the faults that there are', async () => {
  await expect(promisify(execFile)(process.execPath, [command, '--only=earthquake'])).rejects.toThrow(
    /no fault earthquake\. There are: writer-killed, /,
  );
});
