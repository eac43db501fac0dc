/** The portal in a real browser, over the real queue-booking: a place is booked, waited for, moved and released. */
import type { BrowserContext, Page } from 'playwright-core';
import { WaitDesk } from '../apps/queue-booking/src/wait/wait.desk';
import { WithdrawalDesk } from '../apps/queue-booking/src/withdrawal/withdrawal.desk';
import { plan } from '../apps/queue-booking/test/specimens';
import { phone, violations } from './browser';
import { choosePlace, fillIn, guest, heading, openPages, SERVICE, type OpenPages } from './visitor';

jest.setTimeout(120_000);

const languages = ['az', 'en', 'ru'] as const;

let pages: OpenPages;
beforeAll(async () => {
  pages = await openPages();
});
afterEach(() => pages.closeAll());
afterAll(() => pages.close());

/** A small office, which has one place a day. */
const SMALL = 'rmd-shirvan';
beforeAll(async () => {
  const hours = [{ opens: '09:00', closes: '10:00', breaks: [], weekdays: [1, 2, 3, 4, 5, 6, 7] }];
  const services = [{ service: SERVICE, minutes: 60, seats: 1 }];
  const counters = [{ counter: '1', services: [SERVICE] }];
  const small = { ...plan, channels: ['website'], hours, services, counters, validFrom: '2026-11-01', source: 'sample' };
  const { status } = await pages.queue.put(`/v1/offices/${SMALL}/plan`, small, await pages.tokenOf('supervisor'));
  expect(status).toBe(204);
});

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('A person with a phone, %s,', (_, scripts) => {
  const newPage = () => pages.newPage(phone, scripts);
  /** What the page shows by itself after a while. */
  const later = (page: Page) => (scripts ? page.clock.fastForward(15_000) : page.reload());

  it('books a place for two, moves it and releases it', async () => {
    const page = await newPage();
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

  it('moves a visit of two people for two services to another day, as one', async () => {
    const page = await newPage();
    const both = { services: [SERVICE, 'citizenship-restoration'], people: 2 };
    const { path } = await pages.book(scripts ? '2026-12-07' : '2026-12-08', both);
    await page.goto(path);
    const visits = page.locator('.q-ticket .q-choice');
    const [before, times] = [await page.locator('.q-ticket__when').textContent(), await visits.textContent()];
    expect(times).toMatch(/Acquisition of citizenship[^]*Restoration of citizenship/);
    await page.getByRole('button', { name: 'Move to another time' }).click();
    await page.getByRole('link', { name: /10 Dec/ }).click();
    expect(await page.locator('.q-times a').count()).toBe(1);
    await page.locator('.q-times a').click();
    await page.getByRole('button', { name: 'Move here' }).click();
    expect(await page.locator('.q-ticket__when').textContent()).toContain('10 December');
    expect(await visits.textContent()).toMatch(/Acquisition of citizenship[^]*Restoration of citizenship/);
    expect(await page.locator('.q-ticket').textContent()).toContain('2 people');
    expect(before).not.toContain('10 December');
    await page.getByRole('button', { name: 'Release the place' }).click();
    expect(await heading(page)).toBe('The place is released');
  });

  it('waits for a place where none is free, and takes the one that somebody gives back', async () => {
    const on = scripts ? '2026-12-01' : '2026-12-02';
    const { booking, secret } = await pages.book(on, { office: SMALL });
    const page = await newPage();
    if (scripts) await page.clock.install();
    await page.goto(`/en/offices/${SMALL}?service=${SERVICE}&people=1`);
    await page.getByRole('button', { name: 'Join the waiting list' }).click();
    expect([await page.locator('#from').inputValue(), await page.locator('#until').inputValue()]).toEqual(['2026-11-30', on]);
    await page.getByRole('button', { name: 'Join the list' }).click();
    expect(await page.locator('.govuk-error-summary a').allTextContents()).toContain('Surname: This field is required.');
    await fillIn(page);
    await page.getByRole('button', { name: 'Join the list' }).click();
    expect(await page.locator('.q-follow').textContent()).toMatch(/Your place on the list\s*1/);

    await pages.queue.post(`/v1/bookings/${booking}/cancellation`, { secret }, await pages.tokenOf('website'));
    await pages.queue.app.get(WaitDesk).serveAll();
    await later(page);
    await page.getByText('A place is free for you').first().waitFor();
    const wait = page.url();
    await page.getByRole('button', { name: 'Check and confirm' }).click();
    expect(await heading(page)).toBe('Check and confirm');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await heading(page)).toBe('Your place is booked');
    await pages.queue.app.get(WaitDesk).serveAll();
    await page.goto(wait);
    expect(await heading(page)).toBe('You have a place now');
  });

  it('is told at each field what is missing, and keeps what was typed', async () => {
    const page = await newPage();
    await page.goto(await pages.formFor('2026-12-01'));
    await page.locator('#people-0-surname').fill('ERIKSSON');
    await page.getByRole('button', { name: 'Hold the place' }).click();
    expect(await page.locator('.govuk-error-summary a').allTextContents()).toContain('Document number: This field is required.');
    expect(await page.locator('#people-0-surname').inputValue()).toBe('ERIKSSON');
    await page.locator('.govuk-error-summary a').first().click();
    expect(await page.locator('#people-0-givenNames:is(:focus, :target)').count()).toBe(1);
  });

  it('gets the next best times when somebody was faster, without typing again', async () => {
    const [slow, fast] = [await newPage(), await newPage()];
    const form = await pages.formFor('2026-12-04', 2);
    for (const page of [slow, fast]) await page.goto(form);
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
    const page = await pages.newPage();
    await page.goto(await pages.formFor('2026-12-03'));
    await fillIn(page);
    const form = await page.evaluate<string>('new URLSearchParams(new FormData(document.querySelector("main form"))).toString()');
    const send = () => page.request.post(page.url(), { form: Object.fromEntries(new URLSearchParams(form)), maxRedirects: 0 });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.headers()['location']).toContain('/en/booking/QYD-');
    expect(second.headers()['location']).toBe(first.headers()['location']);
  });

  it('that was held too long says so, and leads to another time', async () => {
    const page = await pages.newPage();
    await page.goto(await pages.formFor('2026-12-03'));
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
    const { path, reference, secret } = await pages.book('2026-12-04');
    const { request }: BrowserContext = (await pages.newPage()).context();
    const pdf = await request.get(`${path}/ticket.pdf`);
    expect([pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const calendar = (await (await request.get(`${path}/calendar.ics`)).text()).replaceAll('\r\n ', '');
    expect(calendar).toMatch(/BEGIN:VEVENT[^]*SEQUENCE:0[^]*DTSTART:20261204T\d{6}Z[^]*STATUS:CONFIRMED/);
    expect(calendar).toMatch(new RegExp(`UID:[-0-9a-f]{36}[.]${SERVICE}@example[.]org`));
    expect([calendar.includes(reference), calendar.includes(secret)]).toEqual([true, false]);
    expect(pages.lines.some((line) => line.includes('/:language/booking/:reference/:secret'))).toBe(true);
    expect([...pages.lines, ...pages.queue.lines].filter((line) => line.includes(secret))).toEqual([]);
  });

  it('whose place the office takes away says why, and is moved to the place that is offered by one tap', async () => {
    const page = await pages.newPage();
    const { path } = await pages.book('2026-12-02');
    await page.goto(path);
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
    const page = await pages.newPage();
    const { path, reference, secret } = await pages.book('2026-12-03');
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

describe('Whoever has lost the link', () => {
  it('asks for it by two signs, and is told no more than anybody else', async () => {
    const people = [{ ...guest(), document: { country: 'TUR', type: 'passport', number: 'LOST77' } }];
    const { booking } = await pages.book('2026-12-10', { contact: { email: 'lost@example.org', people } });
    const page = await pages.newPage();
    await page.goto('/en/booking');
    await page.getByRole('link', { name: 'I have lost the link' }).click();
    await page.getByRole('button', { name: 'Send the link' }).click();
    expect(await page.locator('.govuk-error-summary a').allTextContents()).toHaveLength(2);
    const requested = () =>
      pages.queue.log.query<{ booking: string }>(`SELECT data->>'booking' AS booking FROM event WHERE type = 'LinkRequested'`);
    for (const number of ['LOST78', 'lost 77']) {
      await page.goto('/en/lost-link');
      await page.locator('#email').fill('Lost@example.org');
      await page.locator('#documentNumber').fill(number);
      await page.getByRole('button', { name: 'Send the link' }).click();
      expect(await heading(page)).toBe('Look into your mail');
    }
    while ((await requested()).length === 0) await page.waitForTimeout(20);
    expect(await requested()).toEqual([{ booking }]);
  });
});

describe('Whoever waits', () => {
  it('was too late for the last place of a day, and need not type again, here or where a place is free after all', async () => {
    const form = await pages.formFor('2026-12-05', 1, SMALL);
    await pages.book('2026-12-05', { office: SMALL });
    const page = await pages.newPage();
    await page.goto(form);
    await fillIn(page);
    await page.getByRole('button', { name: 'Hold the place' }).click();
    await page.getByRole('button', { name: 'Join the waiting list' }).click();
    expect(await page.locator('#from').inputValue()).toBe('2026-12-05');
    await page.locator('#until').selectOption('2026-12-06');
    await page.getByRole('button', { name: 'Join the list' }).click();
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('there is no need to wait');
    await page.locator('.q-instead a').first().click();
    expect(await page.locator('#people-0-surname').inputValue()).toBe('ERIKSSON');
    await page.getByRole('button', { name: 'Hold the place' }).click();
    expect(await heading(page)).toBe('Check and confirm');
  });

  it('finds the wait by its reference and secret, and leaves the list', async () => {
    await pages.book('2026-12-09', { office: SMALL });
    const page = await pages.newPage();
    await page.goto(`/en/wait?service=${SERVICE}&office=${SMALL}&people=1&from=2026-12-09&until=2026-12-09`);
    await fillIn(page);
    await page.getByRole('button', { name: 'Join the list' }).click();
    const { pathname } = new URL(page.url());
    const [, , , reference = '', secret = ''] = pathname.split('/');
    await page.goto('/en/booking');
    await page.locator('#reference').fill(reference);
    await page.locator('#secret').fill(secret);
    await page.getByRole('button', { name: 'Find' }).click();
    expect(new URL(page.url()).pathname).toBe(pathname);
    for (const language of languages) {
      await page.goto(pathname.replace('/en/', `/${language}/`));
      expect({ language, found: await violations(page) }).toEqual({ language, found: [] });
    }
    await page.goto(pathname);
    await page.getByRole('button', { name: 'Leave the waiting list' }).click();
    expect(await heading(page)).toBe('You have left the list');
  });
});

describe('Every page', () => {
  it.each(languages)('is without a fault that axe knows, in %s', async (language) => {
    const page = await pages.newPage();
    const office = `/${language}/offices/rmd-baku?service=${SERVICE}`;
    const { path } = await pages.book('2026-12-11');
    const mine = path.replace('/en/', `/${language}/`);
    const details = `/${language}/details?service=${SERVICE}&office=rmd-baku&on=2026-12-03&startsAt=2026-12-03T05:00:00.000Z&people=2`;
    const addresses = [
      `/${language}`,
      ...[`/${language}/lost-link`, `/${language}/lost-link/sent`],
      `/${language}/offices?service=${SERVICE}&near=Bakı`,
      `/${language}/offices?service=work-permit&people=0`,
      ...[office, `/${language}/offices/rmd-ganja?service=${SERVICE}`, details],
      ...[mine, `${mine}/move`, `${mine}/move?on=2026-12-03&startsAt=2026-12-03T05:00:00.000Z`],
      ...[`/${language}/wait?service=${SERVICE}&office=${SMALL}`, `/${language}/booking`, `/${language}/nowhere`],
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
