/** People at a browser, as the tests of the pages need them: each has one of their own, looks for a place and says who comes. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { VisitStep } from '../apps/queue-booking/src/place/search';
import { openBrowser, phone } from './browser';
import { startPages } from './pages.running';

export const SERVICE = 'citizenship-acquisition';

export interface Booked {
  readonly booking: string;
  readonly reference: string;
  readonly secret: string;
  /** Of its page, in English. */
  readonly path: string;
}

export async function openPages() {
  const [pages, browser] = await Promise.all([startPages(process.env['TEST_OIDC_ISSUER'] ?? ''), openBrowser()]);
  const newPage = async (viewport = phone, javaScriptEnabled = true): Promise<Page> =>
    (await browser.newContext({ viewport, javaScriptEnabled, baseURL: pages.url, locale: 'az' })).newPage();
  /** A page that is left open goes on asking for news. */
  const closeAll = () => Promise.all(browser.contexts().map((context) => context.close()));

  /** The first places of a day, one service after the other. */
  async function firstPlaces(on: string, { services = [SERVICE], people = 1, office = 'rmd-baku' } = {}): Promise<VisitStep[]> {
    const asked = `services=${services.join()}&on=${on}&people=${String(people)}`;
    return (await pages.queue.get<{ steps: VisitStep[] }>(`/v1/offices/${office}/visits?${asked}`)).body.steps;
  }

  /** Where the first place of a day can be asked for. */
  async function formFor(on: string, people = 1, office = 'rmd-baku'): Promise<string> {
    const [place] = await firstPlaces(on, { people, office });
    return `/en/details?service=${SERVICE}&office=${office}&people=${String(people)}&on=${on}&startsAt=${place?.startsAt ?? ''}`;
  }

  /** Books the first places of a day, for one person or more. */
  async function book(on: string, { services = [SERVICE], people = 1, office = 'rmd-baku', contact = {} } = {}): Promise<Booked> {
    const website = await pages.tokenOf('website');
    const places = await firstPlaces(on, { services, people, office });
    const wanted = places.map(({ service, startsAt }) => ({ service, startsAt }));
    const form = { office, on, services: wanted, people: Array.from({ length: people }, guest), ...contact };
    const { body } = await pages.queue.post<Omit<Booked, 'path'>>('/v1/bookings', form, website);
    const { booking, reference, secret } = body;
    await pages.queue.post(`/v1/bookings/${booking}/confirmation`, { secret }, website);
    return { booking, reference, secret, path: `/en/booking/${reference}/${secret}` };
  }
  const close = async () => {
    await browser.close();
    await pages.close();
  };
  return { ...pages, newPage, closeAll, formFor, book, close };
}

export type OpenPages = Awaited<ReturnType<typeof openPages>>;

const someNumber = (): string => randomBytes(5).toString('hex');

export const guest = () => ({
  ...{ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', document: { country: 'TUR', type: 'passport', number: someNumber() } },
});

/** As far as the form of those who come. */
export async function choosePlace(page: Page, day = 1, people = 1): Promise<void> {
  await page.goto('/en');
  await page.getByLabel('Acquisition of citizenship').check();
  await page.getByLabel('How many people').fill(String(people));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Choose a time at Baku' }).click();
  await page.locator('a.q-day').nth(day).click();
  await page.locator('.q-times a').first().click();
}

export async function fillIn(page: Page, people = 1): Promise<void> {
  for (let i = 0; i < people; i++) {
    const field = (name: string) => page.locator(`#people-${String(i)}-${name}`);
    await field('surname').fill('ERIKSSON');
    await field('givenNames').fill('ANNA MARIA');
    await field('document-type').selectOption('passport');
    await field('document-country').selectOption('TUR');
    await field('document-number').fill(someNumber());
  }
}

export const heading = (page: Page) => page.locator('h1').textContent();
