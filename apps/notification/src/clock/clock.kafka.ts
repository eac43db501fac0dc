/** The receipt of an application starts its clock. */
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { intake } from '@qeyd/contracts';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { startClock } from './clock.request';

@Controller()
export class ClockNews {
  @EventPattern('ApplicationFiled')
  filed(@Payload() message: Incoming<typeof intake.ApplicationFiled>): Effect[] {
    return [startClock(message.data.application, message.data.receivedAt, causeOf(message))];
  }
}
