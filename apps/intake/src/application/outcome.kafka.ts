/** What became of an application: the register's decision, and that the applicant was informed. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { notification, registry } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { application, type ApplicationCommand, type Outcome } from './application';

const about = (message: Incoming, id: string, command: ApplicationCommand): Effect[] => [
  { decider: application, id, command, cause: causeOf(message) },
];

const decided = (outcome: Outcome): ApplicationCommand => ({ type: 'RecordOutcome', outcome });

@Controller()
export class ApplicationNews {
  @EventPattern('StayRegistered')
  registered(@Payload() message: Incoming<typeof registry.StayRegistered>): Effect[] {
    const { application: id, registration, from, toExclusive } = message.data;
    return about(message, id, decided({ outcome: 'registered', registration, from, toExclusive, reason: null }));
  }

  @EventPattern('DuplicateLinked')
  duplicate(@Payload() message: Incoming<typeof registry.DuplicateLinked>): Effect[] {
    const { application: id, registration, from, toExclusive } = message.data;
    return about(message, id, decided({ outcome: 'duplicate', registration, from, toExclusive, reason: null }));
  }

  @EventPattern('RegistrationNotRequired')
  notRequired(@Payload() message: Incoming<typeof registry.RegistrationNotRequired>): Effect[] {
    const { application: id, registration, reason } = message.data;
    return about(message, id, decided({ outcome: 'not-required', registration, from: null, toExclusive: null, reason }));
  }

  @EventPattern('RegistrationDeclined')
  declined(@Payload() message: Incoming<typeof registry.RegistrationDeclined>): Effect[] {
    const { application: id, reason } = message.data;
    return about(message, id, decided({ outcome: 'declined', registration: null, from: null, toExclusive: null, reason }));
  }

  @EventPattern('ConfirmationClockMet')
  informed(@Payload() message: Incoming<typeof notification.ConfirmationClockMet>): Effect[] {
    const { application: id, metAt } = message.data;
    return about(message, id, { type: 'RecordInformed', at: metAt });
  }
}
