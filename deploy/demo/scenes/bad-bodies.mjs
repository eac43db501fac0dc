/** What cannot be used, over HTTP: each is answered with a problem document that names every field at fault. */
import { formOf } from '../people.mjs';
import { addDays } from '../product.mjs';

export const title = 'Bad input at the website and the counter: problem documents, and nothing is kept';

export async function play(day) {
  const { post, today } = day;
  const path = '/v1/stay-applications';
  const form = (change = {}) => ({ ...formOf(day.newcomer()), ...change });
  const stay = (change) => ({ ...form().stay, ...change });
  const send = (body, as, more) => (correlation) => post('intake', path, body, { as, correlation, ...more });
  const bad = (says, refused, body, as = null, more = {}) =>
    day.bad(as === 'officer' ? 'counter' : (as ?? 'guest'), says, refused, send(body, as, more));

  await bad('a body that is not JSON', 'body-unreadable', '{"applicant":');
  await bad('an empty body', 'invalid', {});
  await bad('two unknown fields', 'unknown-field', form({ nickname: 'Max', hat: 1 }));
  await bad('a day that does not exist', 'date', form({ stay: stay({ enteredOn: `${today.slice(0, 4)}-02-30` }) }));
  await bad('a body of 300 kB', 'body-too-large', JSON.stringify(form({ host: { name: 'x'.repeat(300_000) } })));
  await bad('an entry in the future', 'entry-in-future', form({ stay: stay({ enteredOn: addDays(today, 2) }) }));
  await bad('a stay that is over', 'stay-period-over', form({ stay: stay({ enteredOn: addDays(today, -200) }) }));
  await bad('a visa that does not say how long', 'visa-period-missing', form({ stay: stay({ visa: { number: 'V1' } }) }));
  await bad('a purpose that is in no code-book', 'unknown-purpose', form({ stay: stay({ purpose: 'ghost-hunting' }) }));
  await bad('a machine-readable zone that is torn', 'mrz-unreadable', torn(form()));
  await bad('a host’s account that files as the guest', 'not-the-applicant', form(), 'host');
  await bad('an account that may not file', 'forbidden', form(), 'agent');
  await bad(
    'received ten days ago, says the officer',
    'received-too-long-ago',
    form({ receivedOn: addDays(today, -10) }),
    'officer',
  );
  await bad('a forged token', 'token-invalid', form(), null, { headers: { authorization: 'Bearer forged.forged.forged' } });
}

const torn = (form) => ({ ...form, document: { ...form.document, mrz: 'P<UTOERIKSSON<<ANNA' } });
