/** What leaves the register is what the contract names, and nothing more. */
import { registry, type Contract } from '@qeyd/contracts';
import type { Recorded } from '@qeyd/core';
import { personal, type RegistrationEvent } from './events';
import { person, personalFields, stayRegistered } from '../../test/specimens';
import { registrationPublisher } from './registration.publish';

const recorded = (event: RegistrationEvent): Recorded<never> =>
  ({
    ...event,
    position: 1,
    version: 1,
    stream: `person-${person}`,
    recordedAt: '',
    cause: { id: '', correlation: '', actor: '' },
  }) as never;

describe('A published event', () => {
  it('bears neither tokens nor owners, and its personal part only sealed', () => {
    const publish = registrationPublisher.on.StayRegistered;
    const publication = publish?.(recorded(stayRegistered({ owner: 'owner-1' })));
    expect(publication).toMatchObject({ topic: 'registry', type: 'StayRegistered', version: 1, personal: true });
    const { data } = publication as { data: object };
    const clear = Object.keys(registry.StayRegistered.data.properties);
    expect(
      Object.keys(data)
        .filter((field) => !(field in personalFields))
        .sort(),
    ).toEqual(clear.sort());
  });

  it.each(Object.entries(personal))('of type %s seals the fields that its contract seals, for the person', (type, declared) => {
    const contract = (registry as unknown as Record<string, Contract>)[type];
    expect(declared.subject).toBe('person');
    expect([...declared.fields].sort()).toEqual(Object.keys(contract?.personal?.properties ?? {}).sort());
  });
});
