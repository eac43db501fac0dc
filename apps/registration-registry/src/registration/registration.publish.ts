/** Which events of a person's stays leave the register; what the contract does not name (tokens, owners, policies applied) stays. */
import { registry } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import { publicShape } from '../public-shape';
import type { RegistrationEvent } from './events';

export const registrationPublisher: Publisher<RegistrationEvent> = {
  category: 'person',
  on: {
    StayRegistered: publicShape(registry.StayRegistered),
    DuplicateLinked: publicShape(registry.DuplicateLinked),
    RegistrationNotRequired: publicShape(registry.RegistrationNotRequired),
    RegistrationDeclined: publicShape(registry.RegistrationDeclined),
    DepartureRecorded: publicShape(registry.DepartureRecorded),
    DepartureRevoked: publicShape(registry.DepartureRevoked),
    DepartureNotApplied: publicShape(registry.DepartureNotApplied),
    StayDeregistered: publicShape(registry.StayDeregistered),
    PersonErased: null,
  },
};
