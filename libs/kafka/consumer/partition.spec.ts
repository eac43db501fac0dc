/** What comes back by itself is waited for; anything else stops the partition. */
import { LogUnavailable, SubjectErased } from '@qeyd/event-store';
import { isAway } from './partition';

const coded = (code: string): Error => Object.assign(new Error('said the driver'), { code });

describe('A fault while handling', () => {
  it('is waited for when a database or a network is away', () => {
    for (const code of [
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EPIPE',
      'ENOTFOUND',
      'EAI_AGAIN',
      '08006',
      '57P01',
      '53300',
      '53100',
      '40P01',
    ])
      expect([code, isAway(coded(code))]).toEqual([code, true]);
    expect(isAway(new LogUnavailable('away'))).toBe(true);
    expect(isAway(new SubjectErased('person-1@2:StayRegistered'))).toBe(true);
    expect(isAway(new Error('wrapped', { cause: coded('57P03') }))).toBe(true);
  });

  it('stops the partition when it is a bug, a broken rule of the database or anything else', () => {
    for (const fault of [new TypeError('a bug'), new Error('?'), coded('23505'), coded('42P01'), coded('ENOENT'), 'text', null])
      expect(isAway(fault)).toBe(false);
  });
});
