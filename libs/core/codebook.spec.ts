import { codeBookOf } from './codebook';

const row = (validFrom: string, validToExclusive: string | null) => ({
  book: 'offices',
  code: 'rmd-baku',
  validFrom,
  validToExclusive,
  attributes: { since: validFrom },
});

describe('A row of a code-book', () => {
  const book = codeBookOf([row('2020-01-01', '2024-01-01'), row('2024-01-01', null)]);
  const since = (on: string) => book.find('offices', 'rmd-baku', on)?.attributes.since;

  it('is in force from its first day', () => expect(since('2020-01-01')).toBe('2020-01-01'));
  it('gives way to the next one on the day on which that begins', () => {
    expect(since('2023-12-31')).toBe('2020-01-01');
    expect(since('2024-01-01')).toBe('2024-01-01');
  });
  it('is not in force before', () => expect(since('2019-12-31')).toBeUndefined());
  it('is not found under another code', () => expect(book.find('offices', 'rmd-ganja', '2024-01-01')).toBeNull());
});
