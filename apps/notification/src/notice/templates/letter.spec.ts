import { isOfQueue, type Matter } from '../matter';
import type { Plan } from '../notice';
import { pageOf } from './letter';
import type { Queue } from './wording';

const reference = 'QYD-1';
/** Tuesday, 10:30 in Baku. */
const visit = {
  ...{ booking: '1', reference, office: 'asan-baku-1', service: 'work-permit', people: 2, sequence: 1 },
  ...{ startsAt: '2026-12-01T06:30:00.000Z', endsAt: '2026-12-01T07:00:00.000Z' },
};
const queue: Queue = {
  ...{ office: 'ASAN 1', service: 'Work permit', officeNamed: (code) => `named ${code}`, page: 'https://example.org/holder' },
  ...{ early: 30, late: 10, change: 120, kept: 15 },
};
const matters: readonly Matter[] = [
  { kind: 'registered', reference, from: '2026-11-19', toExclusive: '2027-02-17', daysLate: 2, act: 'Specimen act' },
  { kind: 'duplicate', reference, from: '2026-11-19', toExclusive: '2027-02-17' },
  { kind: 'not-required', reference },
  ...(['stay-period-over', 'superseded-by-later-entry', 'stay-period-unknown'] as const).map((reason): Matter => ({
    kind: 'declined',
    reference,
    reason,
  })),
  { kind: 'departure-recorded', leavesOn: '2026-12-01' },
  ...(['Departed', 'Expired', 'ChangedPlace', 'NewEntry', 'Annulled'] as const).map((reason): Matter => ({
    kind: 'deregistered',
    reference,
    reason,
    effectiveOn: '2026-12-01',
  })),
  { kind: 'booking-confirmed', ...visit },
  { kind: 'booking-moved', ...visit, from: { office: 'rmd-baku', startsAt: '2026-11-30T20:30:00.000Z' } },
  { kind: 'booking-cancelled', ...visit },
  { kind: 'booking-reminder', ...visit },
  { kind: 'booking-missed', ...visit },
  { kind: 'booking-link', ...visit },
  { kind: 'place-withdrawn', ...visit, reason: 'Repair', offer: null },
  {
    ...{ kind: 'place-withdrawn', ...visit, reason: 'Repair' },
    offer: { office: 'rmd-baku', startsAt: '2026-12-02T06:00:00.000Z', until: '2026-11-29T14:00:00.000Z' },
  },
  {
    ...{ kind: 'offer-reminder', ...visit },
    offer: { office: 'rmd-baku', startsAt: '2026-12-02T06:00:00.000Z', until: '2026-11-29T14:00:00.000Z' },
  },
  { kind: 'place-restored', ...visit },
  {
    ...{ kind: 'wait-begun', wait: '2', reference, office: 'asan-baku-1', service: 'work-permit', people: 2 },
    ...{ from: '2026-12-01', until: '2026-12-05' },
  },
  { kind: 'place-offered', ...visit, until: '2026-11-29T14:00:00.000Z' },
];
const planOf = (language: Plan['language'], matter: Matter): Plan => ({
  ...{ recipient: 'applicant', person: '', application: null, registration: null, messageId: '<1@example.org>' },
  ...{ plannedAt: '', dueAt: '', email: 'anna@example.org', otherEmail: null, phone: null },
  ...{ name: 'ANNA MARIA ERIKSSON', address: 'Baku, Specimen street 1', hostName: 'Specimen Hotel' },
  language,
  matter,
});
const checkedAt = 'https://example.org/check';
const pageIn = (language: Plan['language'], matter: Matter) =>
  pageOf(planOf(language, matter), { checkedAt, queue: isOfQueue(matter) ? queue : null });
const languages = ['az', 'en', 'ru'] as const;
const pages = languages.flatMap((language) => matters.map((matter) => pageIn(language, matter)));

describe('Every notice in every language', () => {
  it('has a subject, a lead, facts, next steps and a way to check it, with no hole in the text', () => {
    for (const page of pages) {
      for (const part of [page.lead, page.facts.flat(), page.next, [page.subject, page.verify]]) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.join('')).not.toMatch(/undefined|\bnull\b|\[object|\$\{/);
        for (const text of part) expect(text.trim()).not.toBe('');
      }
    }
  });

  it('says where the receipt of an application is checked; a booking has none', () => {
    for (const language of languages)
      for (const matter of matters) expect(pageIn(language, matter).verify.includes(checkedAt)).toBe(!isOfQueue(matter));
  });

  it('bears nothing personal in its subject', () => {
    for (const { subject } of pages) expect(subject).not.toMatch(/ERIKSSON|Specimen|example/);
  });

  it('is written in its own language', () => {
    const first = (language: string) => pages.find((page) => page.language === language)?.lead[0];
    expect(first('az')).toBe('ANNA MARIA ERIKSSON olduğu yer üzrə qeydiyyata alındı.');
    expect(first('en')).toBe('ANNA MARIA ERIKSSON is registered upon place of stay.');
    expect(first('ru')).toBe('Оформлена регистрация по месту пребывания: ANNA MARIA ERIKSSON.');
  });
});

it('The last day of the registration is named, not the first day after it', () => {
  const [matter] = matters;
  const facts = (language: Plan['language']) => matter && pageIn(language, matter).facts.map(([, value]) => value);
  expect(facts('az')).toContain('16 fevral 2027 (həmin gün daxil olmaqla)');
  expect(facts('en')).toContain('16 February 2027, inclusive');
  expect(facts('ru')).toContain('16 февраля 2027 г. (включительно)');
});

describe('A letter about a place in the queue', () => {
  const of = (kind: Matter['kind'], language: Plan['language']) =>
    matters.filter((matter) => matter.kind === kind).map((matter) => pageIn(language, matter))[0];

  it('names day and time as the clocks of Baku show them, with the weekday', () => {
    expect(of('booking-confirmed', 'az')?.lead).toEqual(['Növbə götürüldü: 1 dekabr 2026, çərşənbə axşamı, saat 10:30.']);
    expect(of('booking-confirmed', 'en')?.lead).toEqual([
      'The place in the queue is booked: 1 December 2026, Tuesday, at 10:30.',
    ]);
    expect(of('booking-confirmed', 'ru')?.lead).toEqual(['Вы записаны: 1 декабря 2026 г., вторник, в 10:30.']);
  });

  it('names the former place, on the day that it was in Baku', () => {
    expect(of('booking-moved', 'en')?.lead[1]).toContain('named rmd-baku, 1 December 2026, Tuesday, at 00:30.');
  });

  it('about a place that is offered says which, and until when it is kept', () => {
    for (const language of languages) {
      const [none, offer] = matters.filter(({ kind }) => kind === 'place-withdrawn').map((matter) => pageIn(language, matter));
      expect(none?.lead[1]).not.toContain('named');
      expect(offer?.lead[1]).toMatch(/named rmd-baku.*10:00|18:00.*named rmd-baku/);
      expect(offer?.lead[1]).toContain('18:00');
      expect(of('offer-reminder', language)?.lead[1]).toMatch(/named rmd-baku.*10:00.*18:00|18:00.*named rmd-baku.*10:00/);
      expect(of('place-offered', language)?.lead[1]).toContain('18:00');
    }
  });

  it('of the waiting list says for which days, how long a place is kept, and where one leaves', () => {
    for (const language of languages) {
      const page = of('wait-begun', language);
      expect(page?.facts.at(-1)?.[1]).toMatch(/^1 .* – 5 /);
      expect(page?.lead[1]).toContain(' 15 ');
      expect(page?.link?.[1]).toBe('https://example.org/holder');
    }
  });

  it('says until when the place can be changed, and leads there, while there is one', () => {
    for (const language of languages) {
      for (const kind of ['booking-confirmed', 'booking-moved', 'booking-reminder'] as const) {
        const page = of(kind, language);
        expect(page?.link?.[1]).toBe('https://example.org/holder');
        expect(page?.next.at(-1)).toContain('08:30');
        expect(page?.next.join(' ')).toMatch(/30.* 10 /);
      }
      for (const kind of ['booking-missed', 'booking-link'] as const)
        expect(of(kind, language)?.link?.[1]).toBe('https://example.org/holder');
      expect(of('booking-cancelled', language)?.link).toBeNull();
    }
  });
});
