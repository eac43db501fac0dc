import { seenAt, specimenForm, specimenMrz } from './specimen';
import { faultsOf } from './faults';
import type { StayForm } from './form';
import { readMrz } from './mrz.read';

const person = (more: Partial<StayForm['person']>): StayForm => ({
  ...specimenForm,
  person: { ...specimenForm.person, ...more },
});
const document = (more: Partial<StayForm['document']>): StayForm => ({
  ...specimenForm,
  document: { ...specimenForm.document, ...more },
});
const faults = (form: StayForm, lines = specimenMrz) =>
  faultsOf(form, seenAt('2026-10-10T08:00:00.000Z', { mrz: readMrz(lines) }));
const differs = (pointer: string) => [{ pointer, code: 'differs-from-mrz' }];

describe('The machine-readable lines of a passport', () => {
  it('agree with the same data typed beside them, though the specimen state is on no list', () => {
    expect(faults(specimenForm)).toEqual([]);
  });

  it.each([
    ['/person/surname', person({ surname: 'Erikson' })],
    ['/person/givenNames', person({ givenNames: 'Anna' })],
    ['/person/birthDate', person({ birthDate: '1974-08-21' })],
    ['/person/sex', person({ sex: 'male' })],
    ['/person/citizenship', person({ citizenship: 'DEU' })],
    ['/document/country', document({ country: 'DEU' })],
    ['/document/number', document({ number: 'L898902C4' })],
    ['/document/expiresOn', document({ expiresOn: '2032-04-16' })],
  ])('name the field that contradicts them: %s', (pointer, form) => {
    expect(faults(form)).toEqual(differs(pointer));
  });

  it('do not mind dashes and small letters in the number typed', () => {
    expect(faults(document({ number: 'l 898902-c3' }))).toEqual([]);
  });

  it.each([
    ['Müller', 'MUELLER'],
    ['Müller', 'MULLER'],
    ['Əliyeva', 'ELIYEVA'],
    ["O'Brien", 'OBRIEN'],
    ['Nuñez-García', 'NUNEZ<GARCIA'],
    ['Дурова', 'DUROVA'],
  ])('know %s again as %s', (typed, zone) => {
    const first = `P<UTO${zone}<<ANNA<MARIA`.padEnd(44, '<');
    expect(faults(person({ surname: typed }), `${first}\n${specimenMrz.slice(45)}`)).toEqual([]);
  });

  it('may have cut a long name short', () => {
    const first = 'P<UTOERIKSSON<<ANNA<MARIA<WILHELMINA<ROSALIN';
    const givenNames = 'Anna Maria Wilhelmina Rosalinde';
    expect(faults(person({ givenNames }), `${first}\n${specimenMrz.slice(45)}`)).toEqual([]);
  });

  it('leave open what they do not tell of the date of birth', () => {
    const second = 'L898902C36UTO74<<<<1<3204153ZE184226B<<<<<14';
    const found = faults(person({ birthDate: '1974-00-00', sex: 'unspecified' }), `${specimenMrz.slice(0, 44)}\n${second}`);
    expect(found).toEqual([]);
  });

  it('are asked for again when a check digit is wrong', () => {
    const wrong = `${specimenMrz.slice(0, -1)}7`;
    expect(faults(specimenForm, wrong)).toEqual([{ pointer: '/document/mrz', code: 'mrz-check-digit-wrong' }]);
  });

  it.each(['', 'HELLO', specimenMrz.slice(0, 60), 'P<UTO'.padEnd(88, '<')])(
    'are asked for again when they cannot be read: %j',
    (lines) => {
      const [fault] = faults(specimenForm, lines);
      expect(fault).toMatchObject({ pointer: '/document/mrz', code: expect.stringMatching(/^mrz-/) as string });
    },
  );
});
