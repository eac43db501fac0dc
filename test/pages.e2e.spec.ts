/** The portal in a real browser, over the real queue-booking: a place is booked, moved and released, and a day goes by at the counter. */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { WithdrawalDesk } from '../apps/queue-booking/src/withdrawal/withdrawal.desk';
import { desk, openBrowser, phone, violations } from './browser';
import { startPages, type RunningPages } from './pages.running';

jest.setTimeout(120_000);

const languages = ['az', 'en', 'ru'] as const;
const SERVICE = 'citizenship-acquisition';

let pages: RunningPages;
let browser: Browser;
beforeAll(async () => {
  [pages, browser] = await Promise.all([startPages(process.env['TEST_OIDC_ISSUER'] ?? ''), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await pages.close();
});

const newPage = async (viewport = phone, javaScriptEnabled = true): Promise<Page> =>
  (await browser.newContext({ viewport, javaScriptEnabled, baseURL: pages.url, locale: 'az' })).newPage();

/** As far as the form of those who come. */
async function choosePlace(page: Page, day = 1, people = 1): Promise<void> {
  await page.goto('/en');
  await page.getByLabel('Acquisition of citizenship').check();
  await page.getByLabel('How many people').fill(String(people));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Choose a time at Baku' }).click();
  await page.locator('a.q-day').nth(day).click();
  await page.locator('.q-times a').first().click();
}

async function fillIn(page: Page, people = 1): Promise<void> {
  for (let i = 0; i < people; i++) {
    const field = (name: string) => page.locator(`#people-${String(i)}-${name}`);
    await field('surname').fill('ERIKSSON');
    await field('givenNames').fill('ANNA MARIA');
    await field('document-type').selectOption('passport');
    await field('document-country').selectOption('TUR');
    await field('document-number').fill(randomBytes(5).toString('hex'));
  }
}

async function booked(page: Page, day = 1): Promise<{ path: string; reference: string; secret: string }> {
  await choosePlace(page, day);
  await fillIn(page);
  await page.getByRole('button', { name: 'Hold the place' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Your place is booked' }).waitFor();
  const path = new URL(page.url()).pathname;
  const [, , , reference = '', secret = ''] = path.split('/');
  return { path, reference, secret };
}

const heading = (page: Page) => page.locator('h1').textContent();

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('A person with a phone, %s,', (_, scripts) => {
  it('books a place for two, moves it and releases it', async () => {
    const page = await newPage(phone, scripts);
    await choosePlace(page, 1, 2);
    await fillIn(page, 2);
    await page.getByRole('button', { name: 'Hold the place' }).click();
    expect(await heading(page)).toBe('Check and confirm');
    expect(await page.locator('.q-choice').textContent()).toContain('ERIKSSON ANNA MARIA');
    await page.reload();
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await heading(page)).toBe('Your place is booked');
    const before = await page.locator('.q-ticket__when').textContent();

    await page.getByRole('button', { name: 'Move to another time' }).click();
    await page.locator('.q-times a').last().click();
    await page.getByRole('button', { name: 'Move here' }).click();
    expect(await heading(page)).toBe('Your place is booked');
    expect(await page.locator('.q-ticket__when').textContent()).not.toBe(before);

    await page.getByRole('button', { name: 'Release the place' }).click();
    expect(await heading(page)).toBe('The place is released');
    await page.reload();
    expect(await heading(page)).toBe('The place is released');
  });

  it('is told at each field what is missing, and keeps what was typed', async () => {
    const page = await newPage(phone, scripts);
    await choosePlace(page);
    await page.locator('#people-0-surname').fill('ERIKSSON');
    await page.getByRole('button', { name: 'Hold the place' }).click();
    expect(await page.locator('.govuk-error-summary a').allTextContents()).toContain('Document number: This field is required.');
    expect(await page.locator('#people-0-surname').inputValue()).toBe('ERIKSSON');
    await page.locator('.govuk-error-summary a').first().click();
    expect(await page.locator('#people-0-givenNames:is(:focus, :target)').count()).toBe(1);
  });

  it('gets the next best times when somebody was faster, without typing again', async () => {
    const [slow, fast] = [await newPage(phone, scripts), await newPage(phone, scripts)];
    for (const page of [slow, fast]) await choosePlace(page, 3, 2);
    await fillIn(slow, 2);
    await fillIn(fast, 2);
    for (const page of [fast, slow]) await page.getByRole('button', { name: 'Hold the place' }).click();
    expect(await heading(slow)).toBe('Who is coming?');
    await slow.locator('.q-instead button').first().click();
    expect(await heading(slow)).toBe('Check and confirm');
    for (const page of [slow, fast]) await page.getByRole('button', { name: 'Give it up' }).click();
  });
});

describe('A booking', () => {
  it('is one, however often its form is sent', async () => {
    const page = await newPage();
    await choosePlace(page, 2);
    await fillIn(page);
    const form = await page.evaluate<string>('new URLSearchParams(new FormData(document.querySelector("main form"))).toString()');
    const send = () => page.request.post(page.url(), { form: Object.fromEntries(new URLSearchParams(form)), maxRedirects: 0 });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.headers()['location']).toContain('/en/booking/QYD-');
    expect(second.headers()['location']).toBe(first.headers()['location']);
  });

  it('that was held too long says so, and leads to another time', async () => {
    const page = await newPage();
    await choosePlace(page, 2);
    await fillIn(page);
    await page.getByRole('button', { name: 'Hold the place' }).click();
    const now = pages.queue.clock.at;
    pages.queue.clock.at = new Date(Date.parse(now) + 11 * 60_000).toISOString();
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('The time for which the place was held is over.');
    expect(await page.locator('.q-instead a').count()).toBeGreaterThan(0);
    pages.queue.clock.at = now;
  });

  it('is taken along on paper and in a calendar, and its secret stands in no log', async () => {
    const page = await newPage();
    const { path, reference, secret } = await booked(page, 4);
    const pdf = await page.request.get(`${path}/ticket.pdf`);
    expect([pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const calendar = (await (await page.request.get(`${path}/calendar.ics`)).text()).replaceAll('\r\n ', '');
    expect(calendar).toMatch(/BEGIN:VEVENT[^]*SEQUENCE:0[^]*DTSTART:20261204T\d{6}Z[^]*STATUS:CONFIRMED/);
    expect(calendar).toMatch(new RegExp(`UID:[-0-9a-f]{36}[.]${SERVICE}@example[.]org`));
    expect([calendar.includes(reference), calendar.includes(secret)]).toEqual([true, false]);
    expect(pages.lines.some((line) => line.includes('/:language/booking/:reference/:secret'))).toBe(true);
    expect([...pages.lines, ...pages.queue.lines].filter((line) => line.includes(secret))).toEqual([]);
  });

  it('whose place the office takes away says why, and is moved to the place that is offered by one tap', async () => {
    const page = await newPage();
    const { path } = await booked(page, 2);
    const before = await page.locator('.q-ticket__when').textContent();
    const supervisor = await pages.tokenOf('supervisor');
    const closing = { reason: 'The heating has failed.' };
    const day = '/v1/offices/rmd-baku/days/2026-12-02';
    const { body: impact } = await pages.queue.post<{ impact: string }>(`${day}/impact`, closing, supervisor);
    expect((await pages.queue.put(`${day}?impact=${impact.impact}`, closing, supervisor)).status).toBe(204);
    await pages.queue.app.get(WithdrawalDesk).alignAll();
    await page.goto(path);
    expect(await page.locator('main').textContent()).toContain('The heating has failed.');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take this place' }).click();
    expect(await heading(page)).toBe('Your place is booked');
    expect(await page.locator('.q-ticket__when').textContent()).not.toBe(before);
  });

  it('opens to its reference and secret, and to nobody who guesses', async () => {
    const page = await newPage();
    const { path, reference, secret } = await booked(page, 3);
    await page.goto('/en/booking');
    await page.locator('#reference').fill(reference);
    await page.locator('#secret').fill('AAAAA-AAAAA-AAAAA-AAAAA');
    await page.getByRole('button', { name: 'Find' }).click();
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('No booking was found');
    await page.locator('#secret').fill(secret.toLowerCase());
    await page.getByRole('button', { name: 'Find' }).click();
    expect(new URL(page.url()).pathname).toBe(path);
  });
});

describe('Every page', () => {
  it.each(languages)('is without a fault that axe knows, in %s', async (language) => {
    const page = await newPage();
    const office = `/${language}/offices/rmd-baku?service=${SERVICE}`;
    const { path } = await booked(page);
    const mine = path.replace('/en/', `/${language}/`);
    const details = `/${language}/details?service=${SERVICE}&office=rmd-baku&on=2026-12-03&startsAt=2026-12-03T05:00:00.000Z&people=2`;
    const addresses = [
      `/${language}`,
      `/${language}/offices?service=${SERVICE}&near=Bakı`,
      `/${language}/offices?service=work-permit&people=0`,
      ...[office, `/${language}/offices/rmd-ganja?service=${SERVICE}`, details],
      ...[mine, `${mine}/move`, `${mine}/move?on=2026-12-03&startsAt=2026-12-03T05:00:00.000Z`],
      ...[`/${language}/booking`, `/${language}/display/rmd-baku`, `/${language}/nowhere`],
    ];
    for (const address of addresses) {
      await page.goto(address);
      expect({ address, found: await violations(page) }).toEqual({ address, found: [] });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    }
    await page.goto(details);
    await page.locator('form button.govuk-button').click();
    expect(await violations(page)).toEqual([]);
  });
});

describe('The counter', () => {
  const signIn = async (scripts = true): Promise<Page> => {
    const page = await newPage(desk, scripts);
    await page.goto('/counter');
    await page.locator('button[value=baku-officer]').click();
    await page.goto('/en/counter');
    return page;
  };

  it('serves a day without scripts, while the display and the phone of the visitor follow by themselves', async () => {
    const visitor = await newPage();
    const { reference } = await booked(visitor, 0);
    const now = pages.queue.clock.at;
    pages.queue.clock.at = new Date(
      `2026-11-30T${(await visitor.locator('.q-ticket__when strong').textContent()) ?? ''}:00+04:00`,
    ).toISOString();
    const [officer, display] = [await signIn(false), await newPage(desk)];
    // What cannot be answered for a moment is asked for again.
    const away = { status: 503, body: '' };
    await display.route('**/events', (route) => route.fulfill(away), { times: 1 });
    await display.goto('/az/display/rmd-baku');
    await officer.getByRole('link', { name: /^1/ }).click();
    await officer.locator('#reference').fill(reference.toLowerCase());
    await officer.getByRole('button', { name: 'Give ticket' }).first().click();
    const follow = await officer.getByRole('link', { name: 'Your ticket' }).getAttribute('href');
    await visitor.goto(follow ?? '');
    const number = (await officer.locator('.q-issued h2').textContent())?.split(' ')[1] ?? '';
    expect(await visitor.locator('.q-follow').textContent()).toContain('Please wait');
    await visitor.route('**/ticket/*', (route) => route.fulfill(away), { times: 1 });

    await officer.getByRole('button', { name: 'Call next' }).click();
    await display.locator('.q-board__latest', { hasText: number }).waitFor();
    await visitor.getByText('Please go to counter 1').waitFor();
    expect([await violations(visitor), await violations(display)]).toEqual([[], []]);
    for (const [press, seen] of [
      ['Call again', 'Please go to counter 1'],
      ['Set aside', 'Speak to the officer when your papers are ready.'],
      ['Back to the queue', 'Please wait'],
      ['Call here', 'Please go to counter 1'],
      ['Served', 'Thank you for coming.'],
    ] as const) {
      await officer.getByRole('button', { name: press }).click();
      await visitor.getByText(seen).waitFor();
    }
    await display.locator('.q-board__none').waitFor();
    pages.queue.clock.at = now;
  });

  it('refreshes itself where scripts run, and is without a fault that axe knows', async () => {
    const [officer, colleague] = [await signIn(), await signIn()];
    await officer.goto('/en/counter/1');
    await colleague.goto('/ru/counter/2');
    await colleague.locator('form[action$=walk-ins] button').click();
    const number = (await colleague.locator('.q-issued h2').textContent())?.split(' ').at(-1) ?? '';
    await officer.locator('#day').getByText(number).first().waitFor();
    expect([await violations(officer), await violations(colleague)]).toEqual([[], []]);
    await officer.goto('/az/counter');
    expect(await violations(officer)).toEqual([]);
  });

  it('is for those alone who signed in, and takes forms from its own pages alone', async () => {
    const stranger = await newPage();
    await stranger.goto('/en/counter');
    expect(stranger.url()).toContain(process.env['TEST_OIDC_ISSUER'] ?? '?');
    const officer = await signIn();
    const forged = await officer.request.post('/en/counter/1/next', { form: { proof: 'x', key: 'x' }, maxRedirects: 0 });
    expect(forged.status()).toBe(403);
    const [cookie] = (await officer.context().cookies()).filter(({ name }) => name === 'qeyd-officer');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await officer.goto('/en/counter');
    await officer.getByRole('button', { name: 'Sign out' }).click();
    expect(await officer.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'qeyd-officer' }));
  });
});
