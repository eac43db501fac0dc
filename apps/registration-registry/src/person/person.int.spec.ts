/** The officers' search on a real PostgreSQL: by blind tokens, every look recorded. */
import { Clock, withCorrelation, type Caller } from '@qeyd/platform';
import { filed, random, registering, request, TestRegister } from '../../test/register';
import { codeBookId } from '../codebook/codebook.seed';
import { personalFields } from '../../test/specimens';
import { registration } from '../registration/registration';
import { AccessRecord } from './access.record';
import { PersonHttp } from './person.http';
import type { PersonSearchDto } from './person.dto';
import { tokensOf } from './search.token';

const officer: Caller = { role: 'officer', id: 'specimen', office: 'rmd-baku', channel: null };
const number = random();
const surname = `Əriksson${random().replace(/\d/g, 'x')}`;
const secrets = { documentNumber: number, surname, address: `Specimen street ${number}` };

let register: TestRegister;
let http: PersonHttp;
let person: string;
let reference: string;

beforeAll(async () => {
  register = await TestRegister.open();
  http = new PersonHttp(register.log, register.vault, new AccessRecord(register.log, new Clock()));
  [person = ''] = await register.newPeople(1);
  const filing = filed(person, secrets);
  reference = filing.reference;
  const tokens = tokensOf(register.vault, filing);
  await register.log.executeMany([request(person, { ...registering(filing), tokens })]);
});
afterAll(() => register.close());

const search = (body: Omit<PersonSearchDto, 'purpose'>) =>
  withCorrelation('specimen', () => http.search({ purpose: 'inspection', ...body }, officer));

describe('An officer', () => {
  it.each([
    ['document', () => ({ document: { country: 'UTO', number: number.toUpperCase() } })],
    ['surname and date of birth', () => ({ name: { surname: surname.toUpperCase(), birthDate: personalFields.birthDate } })],
    ['address', () => ({ address: `SPECIMEN  street, ${number}` })],
    ['reference', () => ({ reference })],
  ])('finds a person by %s, with the registrations', async (_, body) => {
    const found = await search(body());
    expect(found.more).toBe(false);
    expect(found.items).toMatchObject([
      { person, erased: false, identity: { surname }, registrations: [{ status: 'active', address: secrets.address }] },
    ]);
  });

  it('finds nobody by what was never filed', async () => {
    expect(await search({ reference: 'S-UNKNOWN' })).toEqual({ items: [], more: false });
  });

  it('searches by one thing at a time', async () => {
    await expect(search({ reference, address: secrets.address })).rejects.toThrow('one-search-key');
    await expect(search({})).rejects.toThrow('one-search-key');
  });

  it('leaves a record of every look, with purpose and case', async () => {
    const query = { purpose: 'court', caseNumber: '12/2026' } as const;
    await withCorrelation('specimen', () => http.file(person, query, officer));
    const looks = await register.log.query(
      `SELECT actor, office, act, purpose, case_number, correlation FROM access_record WHERE $1 = ANY (people) ORDER BY at DESC, id DESC LIMIT 1`,
      [person],
    );
    const who = { actor: 'officer:specimen', office: 'rmd-baku', correlation: 'specimen' };
    expect(looks).toEqual([{ ...who, act: 'person-file', purpose: 'court', case_number: '12/2026' }]);
    await expect(register.log.query('DELETE FROM access_record')).rejects.toThrow('permission denied');
  });

  it('sees the file as it was at a moment, and none before anything was recorded', async () => {
    const at = (instant: string) =>
      withCorrelation('specimen', () => http.file(person, { purpose: 'court', at: instant }, officer));
    await expect(at('2020-01-01T00:00:00.000Z')).rejects.toThrow('no-such-person');
    expect((await at('2999-01-01T00:00:00.000Z')).registrations).toHaveLength(1);
  });

  it('finds no file under the id of a code-book', async () => {
    const id = codeBookId('policies', 'departure');
    const file = withCorrelation('specimen', () => http.file(id, { purpose: 'court' }, officer));
    await expect(file).rejects.toThrow('no-such-person');
  });

  it('sees that a person was erased and why, nothing of who it was, and finds nobody any more by what was filed', async () => {
    await register.vault.erase(person);
    const erasure = { reason: 'court', caseNumber: null } as const;
    const command = { type: 'Erase', person, ...erasure, at: new Clock().now() } as const;
    for (const log of [register.log, register.other]) await log.executeMany([request(person, command)]);
    const { items } = await search({ reference });
    expect(items).toMatchObject([{ person, erased: true, identity: { surname: '[erased]' } }]);
    const file = await withCorrelation('specimen', () => http.file(person, { purpose: 'supervision' }, officer));
    expect(file).toMatchObject({ erased: true, erasure, registrations: [{ status: 'active', address: '[erased]' }] });
    const found = await Promise.all([
      search({ document: { country: 'UTO', number } }),
      search({ name: { surname, birthDate: personalFields.birthDate } }),
      search({ address: secrets.address }),
    ]);
    expect(found.flatMap((each) => each.items)).toEqual([]);
    const { events } = await register.log.load(registration, person);
    expect(events.map(({ type }) => type)).toEqual(['StayRegistered', 'PersonErased']);
  });
});
