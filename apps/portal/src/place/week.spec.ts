/** Which days of a week somebody may wait for. */
import { fullDays } from './week';

const day = (on: string, changes: object = {}) => ({ on, hours: {}, released: true, places: [], ...changes });
const free = { places: [{}] };
const closed = { hours: null };

describe('The days to wait for', () => {
  it('are the first in a row on which nothing is left', () => {
    const days = [day('2026-12-01', free), day('2026-12-02'), day('2026-12-03'), day('2026-12-04', free), day('2026-12-05')];
    expect(fullDays(days)).toEqual({ from: '2026-12-02', until: '2026-12-03' });
  });

  it('may have a closed day among them, but neither begin nor end with one', () => {
    const days = [
      day('2026-12-05', closed),
      day('2026-12-06'),
      day('2026-12-07', closed),
      day('2026-12-08'),
      day('2026-12-09', closed),
    ];
    expect(fullDays(days)).toEqual({ from: '2026-12-06', until: '2026-12-08' });
  });

  it('are none where places are free, or not given out yet', () => {
    expect(fullDays([day('2026-12-01', free), day('2027-02-01', { released: false })])).toBeNull();
  });
});
