/** What was filed at a counter belongs to the visit of the ticket that its officer named, unless its person has another one. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { intake } from '@qeyd/contracts';
import { EventLog } from '@qeyd/event-store';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { agendasOf } from '../agenda/agenda.view';
import { day, type DayCommand } from './day';
import { dayId } from './day.view';

@Controller()
export class CounterNews {
  constructor(private readonly log: EventLog) {}

  @EventPattern('ApplicationFiled')
  async filed(@Payload() message: Incoming<typeof intake.ApplicationFiled>): Promise<Effect[]> {
    const { ticket, application, reference, person } = message.data;
    if (!ticket) return [];
    const bookings = (await agendasOf(this.log, 'person', person)).map(({ booking }) => booking);
    const command: DayCommand = { type: 'TakeIn', ...ticket, application, reference, bookings, at: message.time };
    return [{ decider: day, id: dayId(ticket.office, ticket.on), command, cause: causeOf(message) }];
  }
}
