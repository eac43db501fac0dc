/** What intake accepted becomes commands on the streams of persons. */
import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { intake } from '@qeyd/contracts';
import { idFrom } from '@qeyd/event-store';
import { causeOf, type Effect, type Incoming } from '@qeyd/kafka';
import { Clock } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { CodeBooks } from '../codebook/codebook.cache';
import { tokensOf } from '../person/search.token';
import { registration, type RegistrationCommand } from './registration';

@Controller()
export class RegistrationKafka {
  constructor(
    private readonly codeBooks: CodeBooks,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  @EventPattern('ApplicationFiled')
  async filed(message: Incoming<typeof intake.ApplicationFiled>): Promise<Effect[]> {
    const application = message.data;
    return this.toPerson(message, {
      type: 'Register',
      registration: idFrom(application.application, 'registration'),
      application,
      tokens: tokensOf(this.vault, application),
      policies: await this.codeBooks.rowsOf('policies'),
      at: this.clock.now(),
    });
  }

  @EventPattern('DepartureReported')
  async departureReported(message: Incoming<typeof intake.DepartureReported>): Promise<Effect[]> {
    const policies = await this.codeBooks.rowsOf('policies');
    return this.toPerson(message, { type: 'ReportDeparture', notice: message.data, policies });
  }

  @EventPattern('DepartureWithdrawn')
  departureWithdrawn(message: Incoming<typeof intake.DepartureWithdrawn>): Effect[] {
    return this.toPerson(message, { type: 'WithdrawDeparture', withdrawal: message.data });
  }

  private toPerson(message: Incoming & { readonly data: { readonly person: string } }, command: RegistrationCommand): Effect[] {
    return [{ decider: registration, id: message.data.person, command, cause: causeOf(message) }];
  }
}
