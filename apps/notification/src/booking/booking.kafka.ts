/** What queue-booking tells becomes notices to the visitor. */
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { booking } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { Clock, SETTINGS } from '@qeyd/platform';
import type { Draft } from '../notice/notice';
import { lapseNotice, planNotice } from '../notice/notice.request';
import type { NotificationSettings } from '../settings';
import { bookingPlans, joinedOf, overtakenBy } from './plan';

type News<T extends keyof typeof bookingPlans | 'WaitEnded'> = Incoming<(typeof booking)[T]>;

@Controller()
export class BookingNews {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationSettings,
  ) {}

  @EventPattern('BookingConfirmed')
  confirmed(@Payload() message: News<'BookingConfirmed'>): Effect[] {
    return this.planned(message, bookingPlans.BookingConfirmed(message.data, this.clock.now()));
  }

  @EventPattern('BookingMoved')
  moved(@Payload() message: News<'BookingMoved'>): Effect[] {
    const drafts = bookingPlans.BookingMoved(message.data, this.clock.now());
    return [...this.overtaken(message, overtakenBy(message.data)), ...this.planned(message, drafts)];
  }

  @EventPattern('BookingCancelled')
  cancelled(@Payload() message: News<'BookingCancelled'>): Effect[] {
    const drafts = bookingPlans.BookingCancelled(message.data, this.clock.now());
    return [...this.overtaken(message, overtakenBy(message.data)), ...this.planned(message, drafts)];
  }

  @EventPattern('BookingReminded')
  reminded(@Payload() message: News<'BookingReminded'>): Effect[] {
    return this.planned(message, bookingPlans.BookingReminded(message.data, this.clock.now()));
  }

  @EventPattern('BookingMissed')
  missed(@Payload() message: News<'BookingMissed'>): Effect[] {
    return this.planned(message, bookingPlans.BookingMissed(message.data, this.clock.now()));
  }

  @EventPattern('LinkRequested')
  linkRequested(@Payload() message: News<'LinkRequested'>): Effect[] {
    return this.planned(message, bookingPlans.LinkRequested(message.data, this.clock.now()));
  }

  @EventPattern('PlaceWithdrawn')
  withdrawn(@Payload() message: News<'PlaceWithdrawn'>): Effect[] {
    const drafts = bookingPlans.PlaceWithdrawn(message.data, this.clock.now());
    return [...this.overtaken(message, overtakenBy(message.data)), ...this.planned(message, drafts)];
  }

  @EventPattern('OfferReminded')
  remindedOfOffer(@Payload() message: News<'OfferReminded'>): Effect[] {
    return this.planned(message, bookingPlans.OfferReminded(message.data, this.clock.now()));
  }

  @EventPattern('PlaceRestored')
  restored(@Payload() message: News<'PlaceRestored'>): Effect[] {
    const drafts = bookingPlans.PlaceRestored(message.data, this.clock.now());
    return [...this.overtaken(message, overtakenBy(message.data)), ...this.planned(message, drafts)];
  }

  @EventPattern('WaitBegun')
  joined(@Payload() message: News<'WaitBegun'>): Effect[] {
    return this.planned(message, bookingPlans.WaitBegun(message.data, this.clock.now()));
  }

  @EventPattern('WaitEnded')
  left(@Payload() message: News<'WaitEnded'>): Effect[] {
    return this.overtaken(message, [joinedOf(message.data.wait)]);
  }

  @EventPattern('WaitOffered')
  offered(@Payload() message: News<'WaitOffered'>): Effect[] {
    return this.planned(message, bookingPlans.WaitOffered(message.data, this.clock.now()));
  }

  private overtaken(message: Incoming, names: ReturnType<typeof overtakenBy>): Effect[] {
    return names.map((name) => lapseNotice(name, this.clock.now(), causeOf(message)));
  }

  private planned(message: Incoming, drafts: readonly Draft[]): Effect[] {
    return drafts.map((draft) => planNotice(draft, this.settings.MAIL_FROM, causeOf(message)));
  }
}
