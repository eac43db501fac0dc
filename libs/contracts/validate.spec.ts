/** How the faults of a value are named. */
import fc from 'fast-check';
import { getSample } from './document/samples';
import { contracts, partner, registry, validate } from './index';

const [staySubmitted] = partner.inbound('asan');
const sample = getSample(staySubmitted).data;
const changed = (part: 'person' | 'document' | 'stay' | 'contact', fields: object) => ({
  ...sample,
  [part]: { ...(sample[part] as object), ...fields },
});
const faultsOf = (value: unknown) => validate(staySubmitted, value, 'clear').map(({ pointer, code }) => `${pointer} ${code}`);

describe('A fault of a submission', () => {
  it.each([
    ['a missing field by the place where it should be', changed('person', { surname: undefined }), '/person/surname required'],
    ['a field that does not exist', changed('stay', { colour: 'blue' }), '/stay/colour unknown-field'],
    ['a field of the wrong kind', changed('person', { surname: 7 }), '/person/surname wrong-type'],
    ['an empty field', changed('person', { surname: '' }), '/person/surname too-short'],
    ['a field that is too long', changed('person', { surname: 'E'.repeat(101) }), '/person/surname too-long'],
    ['a line feed in a name', changed('person', { surname: 'ERIK\nSSON' }), '/person/surname wrong-format'],
    ['a zero byte, which no database takes', changed('stay', { address: 'Street\u0000' }), '/stay/address wrong-format'],
    ['a day that does not exist', changed('stay', { enteredOn: '2026-02-30' }), '/stay/enteredOn wrong-format'],
    ['the year 0, which a database does not know', changed('stay', { enteredOn: '0000-01-01' }), '/stay/enteredOn wrong-format'],
    ['a number without a letter or digit', changed('document', { number: '---' }), '/document/number wrong-format'],
    ['a country in another spelling', changed('document', { country: 'uto' }), '/document/country wrong-format'],
    ['a choice that is not offered', changed('person', { sex: 'F' }), '/person/sex not-in-list'],
    [
      'an address that is no e-mail address',
      changed('contact', { email: 'a@example.org\r\nBcc: b@example.org' }),
      '/contact/email wrong-format',
    ],
    ['something that is no object', [sample], ' wrong-type'],
    ['nothing', null, ' wrong-type'],
  ])('names %s', (_, value, fault) => {
    expect(faultsOf(JSON.parse(JSON.stringify(value)))).toEqual([fault]);
  });

  it('is found together with all the others', () => {
    expect(faultsOf({ ...sample, office: undefined, person: {}, more: 1 })).toHaveLength(1 + 1 + 5);
  });

  it('is told once, and not as a fault of "or null" too', () => {
    const registered = { ...getSample(registry.StayRegistered).data, office: 7, receivedAt: '2026-11-16', person: 'URN:UUID:0' };
    expect(validate(registry.StayRegistered, registered, 'clear')).toEqual([
      { pointer: '/person', code: 'wrong-format', detail: expect.any(String) as string },
      { pointer: '/receivedAt', code: 'wrong-format', detail: expect.any(String) as string },
      { pointer: '/office', code: 'wrong-type', detail: 'must be string' },
    ]);
  });

  it('names what is allowed, and never repeats what was sent', () => {
    const faults = validate(staySubmitted, changed('person', { sex: 'ERIKSSON' }), 'clear');
    expect(faults[0]?.detail).toBe('must be one of: female, male, unspecified');
    expect(JSON.stringify(faults)).not.toContain('ERIKSSON');
  });

  it('fits into a reply, however many there are and whatever the fields are called', () => {
    const flood = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(300)}${index}`, 1]));
    const faults = validate(
      staySubmitted,
      { ...sample, ...Object.fromEntries(Object.entries(flood).map(([name, value]) => [`${value}${name}`, value])) },
      'clear',
    );
    const [, refused] = partner.replies('asan');
    const reply = { submission: null, partition: 0, offset: '1', reason: 'wrong-schema', faults };
    expect(validate(refused, reply, 'whole')).toEqual([]);
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});

describe('The check of a value', () => {
  it('answers for any JSON, and never throws', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...contracts),
        fc.jsonValue(),
        (contract, value) => validate(contract, value, 'whole').length > 0,
      ),
    ));

  it('keeps the parts apart', () => {
    const { data, personal } = getSample(registry.StayRegistered);
    expect(validate(registry.StayRegistered, { ...data, ...personal }, 'clear').length).toBeGreaterThan(0);
    expect(validate(registry.StayRegistered, data, 'whole').length).toBeGreaterThan(0);
    expect(validate(registry.StayRegistered, data, 'personal').length).toBeGreaterThan(0);
    expect(validate(staySubmitted, {}, 'personal')).toEqual([]);
  });
});
