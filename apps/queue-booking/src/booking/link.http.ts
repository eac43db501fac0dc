/** The link to a booking, for whoever has lost it: it goes to the address that the booking has, and the answer tells nobody whether there is one. */
import { Body, Controller, HttpCode, Logger, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { documentNumber, type Cause } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, Email, PublicRoute, Text, type Caller } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { causeOfRequest, CodeBookCopy } from '@qeyd/service';
import { agenda } from '../agenda/agenda';
import { agendaId, bookedByContact } from '../agenda/agenda.view';
import { spanOf } from '../agenda/booking';
import { termOf } from '../agenda/term';

export class LostLinkDto {
  @Email({ description: 'As it was given when the place was booked', example: 'guest@example.org' })
  readonly email: string;
  @Text({ max: 30, pattern: /[0-9A-Za-z]/, description: 'Of one of those who come', example: 'L898902C3' })
  readonly documentNumber: string;
}

@ApiTags('bookings')
@PublicRoute()
@Controller('v1/booking-links')
export class LinkHttp {
  private readonly logger = new Logger(LinkHttp.name);

  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Sends the link of the bookings with this e-mail address and document there; the answer is always the same',
  })
  @ApiAcceptedResponse()
  ask(@Body() lost: LostLinkDto, @Actor() caller: Caller): void {
    // Answered before anything is looked for: how long that takes would tell as much as another answer.
    this.send(lost, causeOfRequest(caller, null)).catch((fault: unknown) => {
      this.logger.error('a lost link was not looked for', fault);
    });
  }

  /**
   * Of several services in one visit the first one is written about: the link opens all. Its secret stays the same, as whoever reads
   * the mail of that address has had it before; a booking without an address is opened by an agent or officer.
   */
  private async send({ email, documentNumber: typed }: LostLinkDto, cause: Cause): Promise<void> {
    const at = this.clock.now();
    const contact = this.vault.blindIndex('contact', email.toLowerCase());
    const rows = await bookedByContact(this.log, contact, at);
    const agendas = await this.log.states(agenda, rows.map(agendaId));
    const number = documentNumber(typed);
    const parts = rows
      .flatMap(({ booking }, i) => agendas[i]?.bookings.get(booking) ?? [])
      .filter(({ seats }) => seats.some((seat) => documentNumber(seat.documentNumber) === number))
      .toSorted((a, b) => (spanOf(a).startsAt < spanOf(b).startsAt ? -1 : 1));
    const firsts = parts.filter((part, i) => parts.findIndex(({ party }) => party.booking === part.party.booking) === i);
    const pause = termOf(await this.codeBooks.current(), 'booking-link', bakuDate(at));
    await this.log.executeMany(
      firsts.map(({ key, party: { booking } }) => {
        return { decider: agenda, id: agendaId(key), command: { type: 'SendLink', booking, at, pause } as const, cause };
      }),
    );
  }
}
