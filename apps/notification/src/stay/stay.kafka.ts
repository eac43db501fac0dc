/** What the register tells becomes notices; planned here, sent by jobs after the commit. */
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { registry } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { Clock, SETTINGS } from '@qeyd/platform';
import { startClock } from '../clock/clock.request';
import type { NotificationSettings } from '../settings';
import type { Draft } from '../notice/notice';
import { planNotice } from '../notice/notice.request';
import { plans, type Told } from './plan';

type News<T extends keyof typeof plans> = Incoming<(typeof registry)[T]> & { readonly data: Told<T> };

@Controller()
export class StayNews {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationSettings,
  ) {}

  @EventPattern('StayRegistered')
  registered(@Payload() message: News<'StayRegistered'>): Effect[] {
    return this.answered(message, plans.StayRegistered(message.data, this.clock.now()));
  }

  @EventPattern('DuplicateLinked')
  duplicate(@Payload() message: News<'DuplicateLinked'>): Effect[] {
    return this.answered(message, plans.DuplicateLinked(message.data, this.clock.now()));
  }

  @EventPattern('RegistrationNotRequired')
  notRequired(@Payload() message: News<'RegistrationNotRequired'>): Effect[] {
    return this.answered(message, plans.RegistrationNotRequired(message.data, this.clock.now()));
  }

  @EventPattern('RegistrationDeclined')
  declined(@Payload() message: News<'RegistrationDeclined'>): Effect[] {
    return this.answered(message, plans.RegistrationDeclined(message.data, this.clock.now()));
  }

  @EventPattern('DepartureRecorded')
  departing(@Payload() message: News<'DepartureRecorded'>): Effect[] {
    return this.planned(message, plans.DepartureRecorded(message.data, this.clock.now()));
  }

  @EventPattern('StayDeregistered')
  deregistered(@Payload() message: News<'StayDeregistered'>): Effect[] {
    return this.planned(message, plans.StayDeregistered(message.data, this.clock.now()));
  }

  /** What the register says of an application may arrive before what intake says; whichever does starts the clock. */
  private answered(
    message: Incoming & { data: { application: string; receivedAt: string } },
    drafts: readonly Draft[],
  ): Effect[] {
    const { application, receivedAt } = message.data;
    return [startClock(application, receivedAt, causeOf(message)), ...this.planned(message, drafts)];
  }

  private planned(message: Incoming, drafts: readonly Draft[]): Effect[] {
    return drafts.map((draft) => planNotice(draft, this.settings.MAIL_FROM, causeOf(message)));
  }
}
