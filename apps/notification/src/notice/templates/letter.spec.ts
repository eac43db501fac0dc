import type { Matter } from '../matter';
import type { Plan } from '../notice';
import { pageOf } from './letter';

const reference = 'QYD-1';
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
];
const planOf = (language: Plan['language'], matter: Matter): Plan => ({
  ...{ recipient: 'applicant', person: '', application: null, registration: null, messageId: '<1@example.org>' },
  ...{ plannedAt: '', dueAt: '', email: 'anna@example.org', otherEmail: null, phone: null },
  ...{ name: 'ANNA MARIA ERIKSSON', address: 'Baku, Specimen street 1', hostName: 'Specimen Hotel' },
  language,
  matter,
});
const pages = (['az', 'en', 'ru'] as const).flatMap((language) =>
  matters.map((matter) => pageOf(planOf(language, matter), 'https://example.org/check')),
);

describe('Every notice in every language', () => {
  it('has a subject, a lead, facts, next steps and a way to check it, with no hole in the text', () => {
    for (const page of pages) {
      for (const part of [page.lead, page.facts.flat(), page.next, [page.subject, page.verify]]) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.join('')).not.toMatch(/undefined|\bnull\b|\[object|\$\{/);
        for (const text of part) expect(text.trim()).not.toBe('');
      }
      expect(page.verify).toContain('https://example.org/check');
    }
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
  const facts = (language: Plan['language']) => matter && pageOf(planOf(language, matter), '').facts.map(([, value]) => value);
  expect(facts('az')).toContain('16 fevral 2027 (həmin gün daxil olmaqla)');
  expect(facts('en')).toContain('16 February 2027, inclusive');
  expect(facts('ru')).toContain('16 февраля 2027 г. (включительно)');
});
