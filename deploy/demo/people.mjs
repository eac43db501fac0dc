/** People who do not exist: citizens of Utopia, the state that ICAO keeps for specimens, and where they stay. */
import { addDays } from './product.mjs';

const surnames = ['Eriksson', 'Specimen', 'Nümunəli', 'Mustermann', 'Muestra', 'Voorbeeld', 'Przykład', 'Образцов'];
const givenNames = { female: ['Anna Maria', 'Nümunə', 'Erika', 'Primera'], male: ['Max', 'Örnək', 'Jan', 'Пример'] };
const streets = ['Nümunə küçəsi', 'Sınaq prospekti', 'Örnək döngəsi', 'Specimen Street'];
const towns = ['Bakı', 'Gəncə', 'Şəki', 'Lənkəran', 'Quba'];

export const hosts = [
  { kind: 'hotel', name: 'Specimen Hotel', taxId: '9900000011', email: 'desk@specimen-hotel.example.org' },
  { kind: 'hostel', name: 'Utopia Hostel', taxId: '9900000021', email: 'desk@utopia-hostel.example.org' },
  { kind: 'sanatorium', name: 'Nümunə Sanatoriyası', taxId: '9900000031', email: 'desk@sanatorium.example.org' },
];

/** A maker of newcomers; `run` keeps the documents of one day apart from those of every other. */
export function newcomers({ chance, run, today }) {
  let count = 0;
  return ({ daysAgo = chance.between(1, 12) } = {}) => {
    count += 1;
    const sex = chance.pick(['female', 'male']);
    return {
      name: { surname: chance.pick(surnames), givenNames: chance.pick(givenNames[sex]) },
      sex,
      birthDate: `${chance.between(1950, 2005)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`,
      number: `U${run}${String(count).padStart(3, '0')}`,
      expiresOn: addDays(today, chance.between(400, 3000)),
      enteredOn: addDays(today, -daysAgo),
      visaDays: chance.pick([90, 90, 120, 180]),
      address: `${chance.pick(towns)}, ${chance.pick(streets)} ${chance.between(1, 90)}, ${count}`,
      email: `guest-${count}.${run.toLowerCase()}@example.org`,
      language: chance.pick(['az', 'az', 'en', 'ru']),
    };
  };
}

/**
 * The form for a guest. With a `host` the receiving party applies and the guest is told if `told`; `stay`, `contact` and what else
 * is given stands in the form as it is.
 */
export function formOf(guest, { host, told = true, stay = {}, ...rest } = {}) {
  const { name, sex, birthDate, number, expiresOn, enteredOn, visaDays, address, email, language } = guest;
  return {
    applicant: host ? 'host' : 'foreigner',
    person: { ...name, birthDate, sex, citizenship: 'UTO' },
    document: { country: 'UTO', type: 'passport', number, expiresOn },
    stay: { basis: 'visa', visa: { number: `V${number}`, days: visaDays }, enteredOn, purpose: 'tourism', address, ...stay },
    ...(host && { host }),
    ...(told && { contact: { email } }),
    language,
    ...rest,
  };
}

export const nameOf = ({ name }) => `${name.givenNames} ${name.surname}`;

/** A visa whose last day is today: the stay ends at the coming midnight. */
export const lastDayOf = ({ number, enteredOn }, today) => ({
  visa: { number: `V${number}`, days: (Date.parse(today) - Date.parse(enteredOn)) / 86_400_000 + 1 },
});
