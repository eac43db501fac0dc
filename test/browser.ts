/** A real browser for the tests: the one that CHROME_PATH names, else one of this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { source as axe } from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function chromePath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications].find(existsSync);
  const path = process.env['CHROME_PATH'] ?? found;
  if (path === undefined) throw new Error('No browser: install one (apt-get install chromium), or name it in CHROME_PATH');
  return path;
}

/** Without its sandbox: inside a container it cannot make one, and it sees nothing but our own pages. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromePath(), args: ['--no-sandbox'] });

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 900 };

/** What a person could not see, read or reach on the page as it is, by the rules of axe: `rule: element`. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
