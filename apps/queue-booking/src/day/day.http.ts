/** The day at the counters over HTTP: who comes, who is called, what was filed with no ticket, and where a ticket stands. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Instant, Refused } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, Policy, problem, PublicRoute, respond, UuidParam, type Caller } from '@qeyd/platform';
import { causeOfRequest } from '@qeyd/service';
import { admitTo } from '../booking/door.http';
import { OfficeParams } from '../office/office.dto';
import type { DayCommand } from './day';
import { DayDesk, type CheckInRefusal } from './day.desk';
import {
  AttachDto,
  CheckInDto,
  CounterParams,
  DayDto,
  ticketDto,
  TicketDto,
  ToCounterDto,
  ToServiceDto,
  TrackedDto,
  WalkInDto,
} from './day.dto';
import { findTicket, findUnattached, unattachedIn } from './day.view';
import { waitOf, type Ticket } from './ticket';

const statuses: Readonly<Record<CheckInRefusal, number>> = {
  'no-such-office': 404,
  'service-not-received': 422,
  'booking-not-found': 404,
  'booking-not-today': 409,
  'name-not-unique': 409,
  'too-early': 409,
  'place-given-up': 409,
  'counter-busy': 409,
  'nobody-waits': 404,
  'ticket-not-found': 404,
  'ticket-not-called': 409,
  'ticket-not-parked': 409,
  'ticket-ended': 409,
};

@ApiTags('the day')
@Policy('officer', 'supervisor')
@Controller('v1')
export class DayHttp {
  constructor(
    private readonly log: EventLog,
    private readonly desk: DayDesk,
    private readonly clock: Clock,
  ) {}

  @Post('offices/:office/check-ins')
  @ApiOperation({ summary: 'Gives the ticket of a booking to whoever has come for it' })
  @ApiCreatedResponse({ type: TicketDto })
  async checkIn(
    @Param() { office }: OfficeParams,
    @Body() { priority = false, ...sign }: CheckInDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<TicketDto> {
    admitTo(office, caller);
    if ([sign.reference, sign.document, sign.surname].filter((one) => one !== undefined).length !== 1) problem(422, 'one-sign');
    return shown(await this.desk.checkIn(office, sign, priority, causeOfRequest(caller, key)));
  }

  @Post('offices/:office/tickets')
  @ApiOperation({ summary: 'Gives a ticket to somebody without a place, who is called between the others' })
  @ApiCreatedResponse({ type: TicketDto })
  async admit(
    @Param() { office }: OfficeParams,
    @Body() { service, people = 1, priority = false }: WalkInDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<TicketDto> {
    admitTo(office, caller);
    return shown(await this.desk.admit(office, { service, people, priority }, causeOfRequest(caller, key)));
  }

  @Post('offices/:office/counters/:counter/next')
  @HttpCode(200)
  @ApiOperation({ summary: 'Calls the next one whose service the counter receives' })
  @ApiOkResponse({ type: TicketDto })
  async next(
    @Param() { office, counter }: CounterParams,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<TicketDto> {
    admitTo(office, caller);
    const { on, plan } = await this.desk.today(office);
    const found = plan?.counters.find((one) => one.counter === counter) ?? problem(404, 'no-such-counter');
    const command = { type: 'CallNext', counter, services: found.services, at: this.clock.now() } as const;
    return shown(await this.desk.decide(office, on, command, causeOfRequest(caller, key)));
  }

  @Post('tickets/:ticket/call')
  @HttpCode(200)
  @ApiOperation({ summary: 'Calls a ticket again, or one that was parked' })
  @ApiOkResponse({ type: TicketDto })
  call(
    @UuidParam('ticket') ticket: string,
    @Body() { counter }: ToCounterDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Call', ticket, counter, at }));
  }

  @Post('tickets/:ticket/park')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sets a ticket aside, as when a paper is missing' })
  @ApiOkResponse({ type: TicketDto })
  park(@UuidParam('ticket') ticket: string, @Actor() caller: Caller, @IdempotencyKey() key: string | null) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Park', ticket, at }));
  }

  @Post('tickets/:ticket/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets a parked ticket wait again, where it stood' })
  @ApiOkResponse({ type: TicketDto })
  resume(@UuidParam('ticket') ticket: string, @Actor() caller: Caller, @IdempotencyKey() key: string | null) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Resume', ticket, at }));
  }

  @Post('tickets/:ticket/serve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records that the visitor was served' })
  @ApiOkResponse({ type: TicketDto })
  serve(@UuidParam('ticket') ticket: string, @Actor() caller: Caller, @IdempotencyKey() key: string | null) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Serve', ticket, at }));
  }

  @Post('tickets/:ticket/miss')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records that nobody came to the counter' })
  @ApiOkResponse({ type: TicketDto })
  miss(@UuidParam('ticket') ticket: string, @Actor() caller: Caller, @IdempotencyKey() key: string | null) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Miss', ticket, at }));
  }

  @Post('tickets/:ticket/transfer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets whoever was called wait for another service' })
  @ApiOkResponse({ type: TicketDto })
  transfer(
    @UuidParam('ticket') ticket: string,
    @Body() { service }: ToServiceDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ) {
    return this.onTicket(ticket, caller, key, (at) => ({ type: 'Transfer', ticket, service, at }), service);
  }

  @Get('offices/:office/day')
  @ApiOperation({ summary: 'All tickets of today' })
  @ApiOkResponse({ type: DayDto })
  async day(@Param() { office }: OfficeParams, @Actor() caller: Caller): Promise<DayDto> {
    admitTo(office, caller);
    const { on, state, plan } = await this.desk.today(office);
    const services = (plan?.services ?? []).map(({ service }) => service);
    const unattached = await unattachedIn(this.log, office);
    return { on, services, counters: plan?.counters ?? [], tickets: Array.from(state.values(), ticketDto), unattached };
  }

  @Post('offices/:office/attachments')
  @ApiOperation({
    summary: 'Says to which ticket an application belongs that was taken in with the number of none, or of another visitor',
  })
  @ApiCreatedResponse({ type: TicketDto })
  async attach(
    @Param() { office }: OfficeParams,
    @Body() { application, number }: AttachDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<TicketDto> {
    admitTo(office, caller);
    const found = (await findUnattached(this.log, office, application)) ?? problem(404, 'application-not-listed');
    const command = { type: 'Attach', number, application, reference: found.reference, at: this.clock.now() } as const;
    return shown(await this.desk.decide(office, found.on, command, causeOfRequest(caller, key)));
  }

  @Get('tickets/:ticket')
  @PublicRoute()
  @ApiOperation({ summary: 'Where a ticket stands, and how long it may take' })
  @ApiOkResponse({ type: TrackedDto })
  async track(@UuidParam('ticket') id: string): Promise<TrackedDto> {
    const place = (await findTicket(this.log, id)) ?? problem(404, 'ticket-not-found');
    const { on, state, plan } = await this.desk.today(place.office);
    const ticket = (on === place.on ? state.get(id) : undefined) ?? problem(404, 'ticket-not-found');
    const { number, service, status, counter } = ticketDto(ticket);
    const { minutes = 0 } = plan?.services.find((one) => one.service === service) ?? {};
    const counters = (plan?.counters ?? []).filter((one) => one.services.includes(service)).length;
    const wait = waitOf(state, id, this.clock.now(), { minutes, counters });
    return { number, office: place.office, service, status, counter, ahead: wait?.ahead ?? null, minutes: wait?.minutes ?? null };
  }

  /** `service`: must be received by the office of the ticket. */
  private async onTicket(
    id: string,
    caller: Caller,
    key: string | null,
    command: (at: Instant) => DayCommand,
    service?: string,
  ): Promise<TicketDto> {
    const { office, on } = (await findTicket(this.log, id)) ?? problem(404, 'ticket-not-found');
    admitTo(office, caller);
    if (service !== undefined) {
      const { plan } = await this.desk.today(office);
      if (!plan?.services.some((one) => one.service === service)) problem(422, 'service-not-received');
    }
    return shown(await this.desk.decide(office, on, command(this.clock.now()), causeOfRequest(caller, key)));
  }
}

const shown = (outcome: Ticket | Refused<CheckInRefusal>): TicketDto => ticketDto(respond(outcome, statuses));
