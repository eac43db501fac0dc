/** The rooms of those who sign in, in a real browser over the real queue-booking: the counter with its display, and an office that closes for a day. */
import type { Request } from '@qeyd/event-store';
import { SETTINGS } from '@qeyd/platform';
import type { Page } from 'playwright-core';
import { CounterNews } from '../apps/queue-booking/src/day/day.kafka';
import { WithdrawalDesk } from '../apps/queue-booking/src/withdrawal/withdrawal.desk';
import { desk, phone, violations } from './browser';
import { fillIn, heading, openPages, SERVICE, type Booked, type OpenPages } from './visitor';

jest.setTimeout(120_000);

let pages: OpenPages;
beforeAll(async () => {
  pages = await openPages();
});
afterEach(() => pages.closeAll());
afterAll(() => pages.close());

/** Signed in at the own office, or where it is chosen. */
async function signIn(user: string, scripts = true): Promise<Page> {
  const page = await pages.newPage(desk, scripts);
  await page.goto('/counter');
  await page.locator(`button[value=${user}]`).click();
  await page.waitForURL(/\/(counter|office)/);
  await page.goto(page.url().replace('/az/', '/en/'));
  return page;
}

describe('The counter', () => {
  it('serves a day without scripts, while the display and the phone of the visitor follow by themselves', async () => {
    const { reference, path } = await pages.book('2026-11-30');
    const [visitor, officer, display] = [await pages.newPage(), await signIn('baku-officer', false), await pages.newPage(desk)];
    await visitor.goto(path);
    const now = pages.queue.clock.at;
    const time = (await visitor.locator('.q-ticket__when strong').textContent()) ?? '';
    pages.queue.clock.at = new Date(`2026-11-30T${time}:00+04:00`).toISOString();
    for (const page of [visitor, display]) await page.clock.install();
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
    await visitor.clock.fastForward(5000);

    await officer.getByRole('button', { name: 'Call next' }).click();
    await display.clock.fastForward(3000);
    await display.locator('.q-board__latest', { hasText: number }).waitFor();
    await visitor.clock.fastForward(5000);
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
      await visitor.clock.fastForward(5000);
      await visitor.getByText(seen).waitFor();
    }
    await display.locator('.q-board__none').waitFor();
    pages.queue.clock.at = now;
  });

  it('refreshes itself where scripts run, and is without a fault that axe knows', async () => {
    const [officer, colleague] = [await signIn('baku-officer'), await signIn('baku-officer')];
    await officer.clock.install();
    await officer.goto('/en/counter/1');
    await colleague.goto('/ru/counter/2');
    await colleague.locator('form[action$=walk-ins] button').click();
    const number = (await colleague.locator('.q-issued h2').textContent())?.split(' ').at(-1) ?? '';
    await officer.clock.fastForward(3000);
    await officer.locator('#day').getByText(number).first().waitFor();
    expect([await violations(officer), await violations(colleague)]).toEqual([[], []]);
    await officer.goto('/az/counter');
    expect(await violations(officer)).toEqual([]);
  });

  it('shows by itself what names the ticket of nobody, until somebody gives the right number', async () => {
    const officer = await signIn('baku-officer');
    await officer.clock.install();
    await officer.goto('/en/counter/1');
    await officer.getByRole('button', { name: 'Give ticket' }).last().click();
    const number = (await officer.locator('.q-issued h2').textContent())?.split(' ')[1] ?? '';
    const named = { office: 'rmd-baku', on: '2026-11-30', number: 'Z999' };
    const [application, person] = ['019aab6f-4c2e-7b52-9c1d-3e8f60a4b712', '019aab6f-4c2e-7b52-9c1d-3e8f60a4b713'];
    const data = { ticket: named, application, person, reference: 'QYD-3N8P-5RWB-6YU2' };
    const message = { id: 'application-1@1', source: 'urn:qeyd:intake', time: pages.queue.clock.at, position: 1, data };
    await pages.queue.log.executeMany((await pages.queue.app.get(CounterNews).filed(message as never)) as Request[]);
    await officer.clock.fastForward(3000);
    await officer.getByText('Applications without their ticket').waitFor();
    expect(await violations(officer)).toEqual([]);
    for (const [typed, said] of [
      ['', 'Number of the ticket: This field is required.'],
      ['Z998', 'There is no such ticket today.'],
    ] as const) {
      await officer.getByLabel('Number of the ticket').fill(typed);
      await officer.getByRole('button', { name: 'Attach to the ticket' }).click();
      expect(await officer.locator('.govuk-error-summary').textContent()).toContain(said);
    }
    await officer.getByLabel('Number of the ticket').fill(number.toLowerCase());
    await officer.getByRole('button', { name: 'Attach to the ticket' }).click();
    expect(await officer.getByText('Applications without their ticket').count()).toBe(0);
  });

  it('is for those alone who signed in, and takes forms from its own pages alone', async () => {
    const stranger = await pages.newPage();
    for (const room of ['counter', 'office/rmd-baku/days', 'office/rmd-baku/calls']) {
      await stranger.goto(`/en/${room}`);
      expect(stranger.url()).toContain(process.env['TEST_OIDC_ISSUER'] ?? '?');
    }
    const officer = await signIn('baku-officer');
    const post = (path: string) => officer.request.post(path, { form: { proof: 'x', key: 'x' }, maxRedirects: 0 });
    expect((await post('/en/counter/1/next')).status()).toBe(403);
    expect((await post('/en/office/rmd-baku/calls/x/reached')).status()).toBe(403);
    expect((await officer.request.get('/en/office/rmd-baku/days')).status()).toBe(403);
    expect((await officer.request.get('/en/office/asan-ganja/calls')).status()).toBe(403);
    const [cookie] = (await officer.context().cookies()).filter(({ name }) => name === 'qeyd-officer');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await officer.goto('/en/counter');
    await officer.getByRole('button', { name: 'Sign out' }).click();
    expect(await officer.context().cookies()).not.toContainEqual(expect.objectContaining({ name: 'qeyd-officer' }));
  });
});

describe('The display', () => {
  it('speaks each language in turn while its events go on, and all of them at once without scripts', async () => {
    const [display, plain] = [await pages.newPage(desk), await pages.newPage(desk, false)];
    await display.emulateMedia({ reducedMotion: 'reduce' });
    await display.clock.install();
    await display.goto('/en/display/rmd-baku');
    const board = display.locator('[data-turns]');
    const headings = { en: 'Counter', az: 'Pəncərə', ru: 'Окно' } as const;
    for (const language of ['en', 'az', 'ru', 'en'] as const) {
      for (const [other, text] of Object.entries(headings))
        expect(await board.getByText(text, { exact: true }).isVisible()).toBe(other === language);
      await display.clock.fastForward(8000);
    }
    const officer = await pages.tokenOf('baku-officer');
    const office = '/v1/offices/rmd-baku';
    await pages.queue.post(`${office}/tickets`, { service: SERVICE }, officer);
    const { body: called } = await pages.queue.post<{ number: string }>(`${office}/counters/3/next`, {}, officer);
    await board.getByText(called.number).waitFor();
    expect(await board.getByText(headings.az, { exact: true }).isVisible()).toBe(true);
    await plain.goto('/ru/display/rmd-baku');
    for (const text of Object.values(headings)) expect(await plain.getByText(text, { exact: true }).isVisible()).toBe(true);
  });
});

describe('An office that closes for a day', () => {
  const day = '2026-12-08';

  it('sees first whom it concerns; each is offered another place, and stays on the list of those to call until it is settled', async () => {
    const contact = { phone: '+994 50 123 45 67', email: 'anna@example.org' };
    await pages.book(day, { contact });
    await pages.book(day, { people: 2 });
    const supervisor = await signIn('supervisor', false);
    await supervisor.getByRole('link', { name: 'Baku Regional Migration Department' }).click();
    await supervisor.getByRole('link', { name: 'Change Tuesday 8 December' }).click();
    await supervisor.getByRole('button', { name: 'Show the impact' }).click();
    expect(await supervisor.locator('.govuk-error-summary').textContent()).toContain('Reason: This field is required.');
    await supervisor.getByLabel('Reason').fill('The heating has failed.');
    await supervisor.getByRole('button', { name: 'Show the impact' }).click();
    expect(await supervisor.locator('.q-sums').textContent()).toMatch(/2\s*bookings\s*3\s*people/);
    // Somebody else books before it is confirmed: what was seen is not what would happen.
    await pages.book(day);
    await supervisor.getByRole('button', { name: 'Confirm and withdraw the places' }).click();
    expect(await supervisor.locator('.q-sums').textContent()).toMatch(/3\s*bookings\s*4\s*people/);
    await supervisor.getByRole('button', { name: 'Confirm and withdraw the places' }).click();
    expect(await supervisor.locator('.q-days__changed').textContent()).toMatch(/8 December[^]*heating[^]*Closed/);

    await pages.queue.app.get(WithdrawalDesk).alignAll();
    const officer = await signIn('baku-officer', false);
    await officer.getByRole('link', { name: 'People to call' }).click();
    const calls = officer.locator('.q-call');
    expect(await calls.count()).toBe(3);
    const anna = calls.filter({ hasText: '+994 50 123 45 67' });
    expect(await anna.textContent()).toMatch(/ERIKSSON ANNA MARIA[^]*The heating has failed[.][^]*Answer awaited/);
    await anna.getByRole('button', { name: 'Not reached' }).click();
    expect(await anna.textContent()).toContain('called once');
    await anna.getByRole('button', { name: 'Takes the offer' }).click();
    await calls.first().getByRole('button', { name: 'Reached, knows' }).click();
    expect(await calls.count()).toBe(1);
  });

  it('lets an officer who calls take another place for the visitor, or give the booking back', async () => {
    const [moved, gone] = [await pages.book('2026-12-14'), await pages.book('2026-12-14')];
    const supervisor = await pages.tokenOf('supervisor');
    const closed = '/v1/offices/rmd-baku/days/2026-12-14';
    const { body } = await pages.queue.post<{ impact: string }>(`${closed}/impact`, { reason: 'Repair.' }, supervisor);
    await pages.queue.put(`${closed}?impact=${body.impact}`, { reason: 'Repair.' }, supervisor);
    await pages.queue.app.get(WithdrawalDesk).alignAll();
    const officer = await signIn('baku-officer', false);
    const callOf = ({ booking }: Booked) => officer.locator(`#call-${booking}-${SERVICE}`);
    await officer.goto('/en/office/rmd-baku/calls');
    await callOf(moved).getByRole('button', { name: 'Does not want the offer' }).click();
    expect(await callOf(moved).textContent()).toContain('Declined');
    await callOf(moved).getByRole('button', { name: 'Take another place' }).click();
    expect(await officer.locator('main').textContent()).toMatch(/ERIKSSON ANNA MARIA[^]*Lost place[^]*14 December/);
    await officer.locator('.q-times a').last().click(); // of the first day that has any
    const chosen = (await officer.locator('form.q-instead h2').textContent())?.split(': ')[1]?.split(',') ?? [];
    await officer.getByRole('button', { name: 'Move here' }).click();
    await officer.waitForURL(/calls$/);
    await callOf(gone).getByRole('button', { name: 'Gives the booking back' }).click();
    expect([await callOf(moved).count(), await callOf(gone).count()]).toEqual([0, 0]);
    const visitor = await pages.newPage();
    await visitor.goto(moved.path);
    expect(await visitor.locator('.q-ticket__when').textContent()).toBe(chosen.map((part) => part.trim()).join(''));
    await visitor.goto(gone.path);
    expect(await heading(visitor)).toBe('The place is released');
    const text = `SELECT type, meta->>'actor' AS actor FROM event WHERE data->>'booking' = $1 AND type IN ('OfferDeclined', 'BookingMoved', 'BookingCancelled')`;
    const acts = await Promise.all([moved, gone].map(({ booking }) => pages.queue.log.query(text, [booking])));
    const actor = 'officer:baku-officer';
    expect(acts.flat()).toEqual(['OfferDeclined', 'BookingMoved', 'BookingCancelled'].map((type) => ({ type, actor })));
  });

  it('gives a day other hours, and lets the usual ones hold again', async () => {
    const supervisor = await signIn('supervisor');
    await supervisor.goto('/en/office/rmd-baku/days/2026-12-10');
    await supervisor.getByLabel('Other hours').check();
    expect(await supervisor.getByLabel('Break 1 to').inputValue()).toBe('14:00');
    await supervisor.getByLabel('Closes').fill('12:00');
    const [first, second] = [1, 2].map((n) => [`Break ${String(n)} from (if any)`, `Break ${String(n)} to`]);
    const breaks = async (names: readonly string[] = [], ...typed: readonly string[]) => {
      for (const [i, name] of names.entries()) await supervisor.getByLabel(name).fill(typed[i] ?? '');
    };
    await breaks(first);
    await breaks(second, '10:00');
    await supervisor.getByLabel('Reason').fill('A staff meeting.');
    await supervisor.getByRole('button', { name: 'Show the impact' }).click();
    expect(await supervisor.locator('.govuk-error-summary').textContent()).toContain('Break 1 to: ');
    await breaks(first, '10:00', '10:15');
    await breaks(second, '11:00', '11:15');
    await supervisor.getByRole('button', { name: 'Show the impact' }).click();
    expect(await supervisor.locator('main').textContent()).toContain('Nobody: no place is booked for that time.');
    await supervisor.getByRole('link', { name: 'Edit the change' }).click();
    expect(await supervisor.getByLabel('Break 3 to').inputValue()).toBe('');
    await supervisor.getByRole('button', { name: 'Show the impact' }).click();
    await supervisor.getByRole('button', { name: 'Confirm the change' }).click();
    const open = await pages.queue.get<{ days: { hours: { breaks: object[] } }[] }>(
      `/v1/offices/rmd-baku/places?service=${SERVICE}&from=2026-12-10&days=1`,
    );
    expect(open.body.days[0]?.hours.breaks).toEqual([
      { from: '10:00', to: '10:15' },
      { from: '11:00', to: '11:15' },
    ]);
    expect(await supervisor.locator('.q-days__changed').textContent()).toContain('09:00–12:00');
    await supervisor.locator('.q-days__changed').getByRole('link').click();
    await supervisor.getByRole('button', { name: 'Back to the usual hours' }).click();
    expect(await supervisor.locator('.q-days__changed').textContent()).toContain('09:00–18:00');
  });

  it.each(['az', 'en', 'ru'])('shows it on pages without a fault that axe knows, in %s', async (language) => {
    const supervisor = await signIn('supervisor');
    await supervisor.setViewportSize(phone);
    const base = `/${language}/office/rmd-baku`;
    for (const path of ['days', 'days/2026-12-09', 'days/2026-12-09/impact?change=closed&reason=x', 'calls']) {
      await supervisor.goto(`${base}/${path}`);
      expect({ path, found: await violations(supervisor) }).toEqual({ path, found: [] });
      expect(await supervisor.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    }
    expect(await heading(supervisor)).not.toBe('');
  });
});

it('In the rush a page says when to come again, and keeps what was typed', async () => {
  const page = await pages.newPage();
  await page.goto(await pages.formFor('2026-12-01'));
  await fillIn(page);
  const settings = pages.queue.app.get<{ RUSH_LIMIT: number }>(SETTINGS);
  const { RUSH_LIMIT } = settings;
  settings.RUSH_LIMIT = 0;
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: 'Hold the place' }).click();
  const [held, week] = [await answered, await page.request.get(page.url().replace('/details', '/offices/rmd-baku'))];
  settings.RUSH_LIMIT = RUSH_LIMIT;
  expect([held.status(), week.status()]).toEqual([429, 429]);
  for (const answer of [held, week]) expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0);
  expect(await page.locator('#people-0-surname').inputValue()).not.toBe('');
});
