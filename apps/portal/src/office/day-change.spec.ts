/** What a supervisor's form says about a day. */
import { changeOf, fieldsOf, namesFor, roomFor } from './day-change';

const reason = 'A staff meeting.';
const times = { 'hours.opens': '09:00', 'hours.closes': '18:00' };
const hours = { opens: '09:00', closes: '18:00' };
const lunch = { from: '13:00', to: '14:00' };
const prayer = { from: '16:00', to: '16:15' };

describe('A changed day', () => {
  it('is closed, whatever times were left in the form', () => {
    expect(changeOf({ change: 'closed', reason, ...times })).toEqual({ reason });
  });

  it('has other hours, with as many breaks as were filled in, in their order', () => {
    expect(changeOf({ change: 'hours', reason, ...times })).toEqual({ reason, hours: { ...hours, breaks: [] } });
    const change = { reason, hours: { ...hours, breaks: [lunch, prayer] } };
    expect(changeOf({ change: 'hours', ...fieldsOf(change) })).toEqual(change);
    const pause = { 'hours.breaks.0.from': '', 'hours.breaks.0.to': '', 'hours.breaks.1.from': '10:00', 'hours.breaks.1.to': '' };
    const half = changeOf({ change: 'hours', reason, ...times, ...pause });
    expect(half.hours?.breaks).toEqual([{ from: '10:00', to: '' }]);
    expect(fieldsOf(half)).toEqual({ ...times, reason, 'hours.breaks.0.from': '10:00', 'hours.breaks.0.to': '' });
  });

  it('has room for one break more than there are, as far as an office can have them', () => {
    expect([0, 1, 2, 9, 10].map((n) => roomFor({ ...hours, breaks: Array.from({ length: n }, () => lunch) }))).toEqual([
      2, 2, 3, 10, 10,
    ]);
    expect(namesFor(1)).toEqual(['hours.opens', 'hours.closes', 'hours.breaks.0.from', 'hours.breaks.0.to', 'reason']);
  });
});
