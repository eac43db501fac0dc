/** What a supervisor's form says about a day. */
import { changeOf, fieldsOf } from './day-change';

const reason = 'A staff meeting.';
const times = { 'hours.opens': '09:00', 'hours.closes': '12:00' };

describe('A changed day', () => {
  it('is closed, whatever times were left in the form', () => {
    expect(changeOf({ change: 'closed', reason, ...times })).toEqual({ reason });
  });

  it('has other hours, with a break when one is named', () => {
    const hours = { opens: '09:00', closes: '12:00' };
    expect(changeOf({ change: 'hours', reason, ...times })).toEqual({ reason, hours: { ...hours, breaks: [] } });
    const usual = { opens: '09:00', closes: '18:00', breaks: [{ from: '13:00', to: '14:00' }] };
    expect(changeOf({ change: 'hours', reason, ...fieldsOf(usual) })).toEqual({ reason, hours: usual });
    const pause = { 'hours.breaks.0.from': '10:00', 'hours.breaks.0.to': '' };
    expect(changeOf({ change: 'hours', reason, ...times, ...pause })).toEqual({
      reason,
      hours: { ...hours, breaks: [{ from: '10:00', to: '' }] },
    });
  });
});
