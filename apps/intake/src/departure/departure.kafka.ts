/** Departure notices from partner systems. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { partner } from '@qeyd/contracts';
import { causeOf, Unusable, type Effect, type Incoming } from '@qeyd/kafka';
import { Clock } from '@qeyd/platform';
import { Reservations } from '@qeyd/service';
import { People } from '../form/people.vault';
import { partnerOf } from '../submission/submission.kafka';
import { departure } from './departure';

type DepartureSubmitted = ReturnType<typeof partner.inbound>[1];

@Controller()
export class PartnerDepartures {
  constructor(
    private readonly people: People,
    private readonly reservations: Reservations,
    private readonly clock: Clock,
  ) {}

  @EventPattern('DepartureSubmitted')
  async departureSubmitted(@Payload() message: Incoming<DepartureSubmitted>): Promise<Effect[]> {
    const { document, leavesOn } = message.data;
    const slot = { client: message.source, key: message.id };
    const fingerprint = this.reservations.fingerprint(slot, message.data);
    const reserved = await this.reservations.reserve(slot, fingerprint, this.clock.now());
    if (reserved.fingerprint !== fingerprint) throw new Unusable('idempotency-key-reused');
    const { id, fresh } = reserved;
    const notice = {
      departure: id,
      person: await this.people.bearerOf(document),
      leavesOn,
      reportedBy: 'partner' as const,
      receivedAt: message.time,
      submission: { partner: partnerOf(message.topic), id: message.id },
    };
    return [{ decider: departure, id, command: { type: 'Report', notice }, cause: causeOf(message), fresh } as Effect];
  }
}
