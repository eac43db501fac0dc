/** Which schedules are written again. */
import { differs } from './schedule';
import type { Schedule } from './job';

const now = Date.parse('2026-11-22T20:05:00Z');
const row: Schedule = { id: 'expiry', cron: '5 0 * * *', tz: 'Asia/Baku', job: { name: 'sweep', ids: { chunk: 1000 } } };
const same = {
  key: 'expiry',
  name: 'sweep',
  pattern: '5 0 * * *',
  tz: 'Asia/Baku',
  next: now,
  template: { data: { chunk: 1000 } },
};

describe('a schedule', () => {
  it('that stands as the table says is left alone, even at the moment it falls due', () => {
    expect(differs(row, same, now + 59_000)).toBe(false);
  });

  it.each([
    ['was lost', undefined],
    ['has another time', { ...same, pattern: '6 0 * * *' }],
    ['has another zone', { ...same, tz: 'Europe/Moscow' }],
    ['starts another job', { ...same, name: 'watch' }],
    ['carries other ids', { ...same, template: { data: {} } }],
    ['has stopped silently', { ...same, next: now - 180_000 }],
  ])('that %s is written again', (_, found) => {
    expect(differs(row, found, now)).toBe(true);
  });
});
