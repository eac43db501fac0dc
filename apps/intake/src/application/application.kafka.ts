/** Applications from partner systems: the same rules as over HTTP, received at the time that the partner signed. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { isRefused } from '@qeyd/core';
import type { partner } from '@qeyd/contracts';
import { causeOf, Unusable, type Effect, type Incoming } from '@qeyd/kafka';
import { Catalogue, Clock } from '@qeyd/platform';
import { partnerOf } from '../submission/submission.kafka';
import { FilingDesk } from './application.desk';

type StaySubmitted = ReturnType<typeof partner.inbound>[0];

@Controller()
export class PartnerApplications {
  constructor(
    private readonly desk: FilingDesk,
    private readonly clock: Clock,
    private readonly catalogue: Catalogue,
  ) {}

  @EventPattern('StaySubmitted')
  async staySubmitted(@Payload() message: Incoming<StaySubmitted>): Promise<Effect[]> {
    const { office, ...form } = message.data;
    const channel = partnerOf(message.topic);
    const request = await this.desk.take(form, {
      channel,
      filedBy: 'partner',
      office,
      backdated: null,
      ticket: null,
      now: this.clock.now(),
      receivedAt: () => message.time,
      slot: { client: message.source, key: message.id },
      submission: { partner: channel, id: message.id },
      cause: causeOf(message),
    });
    if (!isRefused(request)) return [request];
    const language = form.language ?? 'az';
    const { faults } = request.details;
    throw new Unusable(
      request.refused,
      faults.map((fault) => ({ ...fault, detail: this.catalogue.say(fault.code, language) })),
    );
  }
}
