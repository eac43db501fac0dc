/** What is promised to everyone who reads or writes the public events. */
import { nameOf, samples } from './document/samples';
import { contractOf, contracts, partner, validate, type Contract } from './index';

const named = (contract: Contract) => [`${nameOf(contract)} on ${contract.topic}`, contract] as const;
const contractsOf = (name: string) => contracts.filter((contract) => nameOf(contract) === name);

describe('A public event', () => {
  it.each(contracts.map(named))('%s is found by its topic, type and version', (_, contract) => {
    expect(contractOf(contract.topic, contract.type, contract.version)).toBe(contract);
    expect(contractOf(contract.topic, contract.type, 99)).toBeUndefined();
    expect(contractOf(contract.topic, 'StayForgotten')).toBeUndefined();
  });

  it.each(contracts.map(named))('%s has a committed sample', (_, contract) => {
    expect(samples.map(({ name }) => name)).toContain(nameOf(contract));
  });

  it('is told on one topic only, unless it belongs to a partner', () => {
    const topicsOf = new Map<string, string[]>();
    for (const { type, topic } of contracts) topicsOf.set(type, [...(topicsOf.get(type) ?? []), topic]);
    const shared = [...topicsOf.values()].filter((topics) => topics.length > 1).flat();
    expect(new Set(shared.map((topic) => topic.split('.')[1]))).toEqual(new Set(partner.partners));
  });

  it('shares no field between its clear and its personal part', () => {
    for (const { data, personal } of contracts)
      expect(Object.keys(personal?.properties ?? {}).filter((field) => field in data.properties || field === 'personal')).toEqual(
        [],
      );
  });

  it('names the person whose key seals its personal part', () => {
    for (const { data, personal } of contracts) if (personal) expect(data.required).toContain('person');
  });
});

describe('Every sample ever committed', () => {
  it.each(samples.map((sample) => [sample.name, sample] as const))('%s fits its contract still', (name, { data, personal }) => {
    expect(contractsOf(name).length).toBeGreaterThan(0);
    for (const contract of contractsOf(name)) {
      expect(contract.personal !== null).toBe(personal !== undefined);
      expect(validate(contract, data, 'clear')).toEqual([]);
      expect(validate(contract, personal ?? {}, 'personal')).toEqual([]);
      expect(validate(contract, { ...data, ...personal }, 'whole')).toEqual([]);
    }
  });

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    '%s bears no field that its contract does not know',
    (name, { data }) => {
      for (const contract of contractsOf(name)) {
        const faults = validate(contract, { ...data, 'odd~/field': 1 }, 'clear');
        expect(faults).toEqual([{ pointer: '/odd~0~1field', code: 'unknown-field', detail: 'is not a field of this event' }]);
      }
    },
  );
});
