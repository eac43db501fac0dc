/** Applications to file: each of a person of its own, a citizen of Utopia, the state that ICAO keeps for specimens. */

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** The form with the number `n`; `run` keeps the documents of one run apart from those of every other. */
export function specimenOf(run, n, applicant = 'foreigner') {
  const number = `B${run}${n.toString(36).toUpperCase()}`;
  return {
    applicant,
    person: { surname: 'Eriksson', givenNames: 'Anna Maria', birthDate: '1974-08-12', sex: 'female', citizenship: 'UTO' },
    document: { country: 'UTO', type: 'passport', number, issuedOn: day(-900), expiresOn: day(2000) },
    stay: {
      basis: 'visa',
      visa: { number: `V${number}`, days: 90, validUntil: day(200) },
      enteredOn: day(-2),
      borderPoint: 'Heydər Əliyev adına Beynəlxalq Hava Limanı',
      purpose: 'tourism',
      address: `Bakı, Nümunə küçəsi ${n}`,
    },
    host: { kind: 'hotel', name: 'Specimen Hotel', taxId: '9900000011', email: `host-${number.toLowerCase()}@example.org` },
    ...(applicant === 'foreigner' && { contact: { email: `guest-${number.toLowerCase()}@example.org` } }),
    language: 'en',
  };
}
