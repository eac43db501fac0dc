/** What was filed at a counter belongs to the visit of the ticket that its officer named. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { intake } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { day, type DayCommand } from './day';
import { dayId } from './day.view';

@Controller()
export class CounterNews {
  @EventPattern('ApplicationFiled')
  filed(@Payload() message: Incoming<typeof intake.ApplicationFiled>): Effect[] {
    const { ticket, application, reference } = message.data;
    if (!ticket) return [];
    const command: DayCommand = { type: 'TakeIn', ...ticket, application, reference, at: message.time };
    return [{ decider: day, id: dayId(ticket.office, ticket.on), command, cause: causeOf(message) }];
  }
}
