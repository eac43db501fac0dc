/** What cannot be used, over Kafka: each is refused on the sender's reply topic and kept as evidence, while the next ones flow. */
import { formOf } from '../people.mjs';
import { addDays } from '../product.mjs';

export const title = 'Bad messages from partners: refused on their reply topics while the others flow';

export async function play(day) {
  const bad = (by, says, refused, change, { type = 'StaySubmitted', form = {}, office } = {}) =>
    day.bad(by, says, refused, (id, partner) =>
      partner.refused(type, { office: office ?? partner.offices[0], ...formOf(day.newcomer(), form) }, id, change),
    );
  const asItIs = () => ({});

  await bad('asan', 'not JSON', 'not-json', () => ({ value: Buffer.from('{"office":'), resign: true }));
  await bad('asan', 'no value at all', 'no-value', () => ({ value: null }));
  await bad('regional', '300 kB', 'too-large', () => ({ value: Buffer.alloc(300_000, 'x'), resign: true }));
  await bad('asan', 'changed on its way', 'wrong-signature', ({ value }) => ({ value: Buffer.from(`${value} `) }));
  await bad('regional', 'not signed', 'missing-signature', ({ headers }) => ({
    headers: { ...headers, ce_signature: undefined },
  }));
  await bad('asan', 'in the name of another partner', 'wrong-source', () => ({
    headers: { ce_source: 'urn:regional' },
    resign: true,
  }));
  await bad('asan', 'for an office of another partner', 'wrong-office', asItIs, { office: 'rmd-baku' });
  await bad('regional', 'a type that nobody knows', 'unknown-type', asItIs, { type: 'StaySold' });
  await bad('asan', 'a version that is not there yet', 'newer-version', () => ({
    headers: { ce_dataschema: 'urn:qeyd:StaySubmitted:9' },
  }));
  await bad('regional', 'a field too many', 'wrong-schema', asItIs, { form: { hat: 1 } });
  await bad('asan', 'signed an hour ahead', 'time-ahead', () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    return { headers: { ce_time: inAnHour }, resign: true };
  });
  await bad('regional', 'a stay that is over', 'stay-period-over', asItIs, {
    form: { stay: { enteredOn: addDays(day.today, -200) } },
  });
  const guest = day.newcomer();
  await day.file('asan', formOf(guest), { guest, says: 'and the next good one is taken' });
}
