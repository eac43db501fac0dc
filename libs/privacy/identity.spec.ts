/** When two documents are the same one. */
import fc from 'fast-check';
import { canonical } from './identity';

const specimen = { country: 'UTO', type: 'passport', number: 'L898902C3' };

describe('The identity of a person', () => {
  it.each(['l898902c3', 'L 898902 C3', 'L-898902/C3', 'Ｌ８９８９０２Ｃ３', 'L898902C3<<', 'L898902С3'])(
    'is the same when the number is typed %s',
    (number) => {
      expect(canonical({ ...specimen, number })).toBe(canonical(specimen));
    },
  );

  it.each([{ country: 'XXA' }, { type: 'refugee' }, { number: 'L898902C4' }])('is another with %o', (other) => {
    expect(canonical({ ...specimen, ...other })).not.toBe(canonical(specimen));
  });

  it('never runs its parts together', () => {
    expect(canonical({ country: 'UT', type: 'OP', number: '1' })).not.toBe(canonical({ country: 'UTO', type: 'P', number: '1' }));
  });

  it('does not change when written down and read again', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 -]*[A-Z0-9][a-z .]*$/), (number) => {
        const [country = '', type = '', plain = ''] = canonical({ ...specimen, number }).split('\n');
        expect(canonical({ country, type, number: plain })).toBe(canonical({ ...specimen, number }));
      }),
    ));

  it('needs all three parts', () => {
    expect(() => canonical({ ...specimen, number: ' - ' })).toThrow('An identity needs');
  });
});
