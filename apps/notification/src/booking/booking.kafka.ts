/** What queue-booking tells becomes notices to the visitor. */
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { booking } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { Clock, SETTINGS } from '@qeyd/platform';
import type { Draft } from '../notice/notice';
import { lapseNotice, planNotice } from '../notice/notice.request';
import type { NotificationSettings } from '../settings';
import { bookingPlans, overtakenBy } from './plan';

@Controller()
export class BookingNews {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationSettings,
  ) {}

  @EventPattern('BookingConfirmed')
  confirmed(@Payload() message: Incoming<typeof booking.BookingConfirmed>): Effect[] {
    return this.planned(message, bookingPlans.BookingConfirmed(message.data, this.clock.now()));
  }

  @EventPattern('BookingMoved')
  moved(@Payload() message: Incoming<typeof booking.BookingMoved>): Effect[] {
    return this.changed(message, bookingPlans.BookingMoved(message.data, this.clock.now()));
  }

  @EventPattern('BookingCancelled')
  cancelled(@Payload() message: Incoming<typeof booking.BookingCancelled>): Effect[] {
    return this.changed(message, bookingPlans.BookingCancelled(message.data, this.clock.now()));
  }

  @EventPattern('BookingReminded')
  reminded(@Payload() message: Incoming<typeof booking.BookingReminded>): Effect[] {
    return this.planned(message, bookingPlans.BookingReminded(message.data, this.clock.now()));
  }

  private changed(
    message: Incoming<typeof booking.BookingMoved | typeof booking.BookingCancelled>,
    drafts: readonly Draft[],
  ): Effect[] {
    const [at, cause] = [this.clock.now(), causeOf(message)];
    const lapses = overtakenBy(message.data).map((overtaken) => lapseNotice(overtaken, at, cause));
    return [...lapses, ...this.planned(message, drafts)];
  }

  private planned(message: Incoming, drafts: readonly Draft[]): Effect[] {
    return drafts.map((draft) => planNotice(draft, this.settings.MAIL_FROM, causeOf(message)));
  }
}
