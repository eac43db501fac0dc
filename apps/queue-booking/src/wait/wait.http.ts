/** The waiting list over HTTP: join it, see where one stands and what is offered, leave it. */
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRefused } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, Policy, problem, respond, UuidParam, type Caller } from '@qeyd/platform';
import { causeOfRequest, readReference, Secrets } from '@qeyd/service';
import { statuses as bookingStatuses } from '../booking/booking.http';
import { HolderDto, ReferenceDto } from '../booking/booking.dto';
import { ClientLimit } from '../booking/client.limit';
import { admitTo, arrivalOf } from '../booking/door.http';
import type { Offer, Waiting } from './wait';
import { WaitDesk, type JoinRefusal } from './wait.desk';
import { JoinDto, WaitDto, waitFormOf } from './wait.dto';
import { waitsBy } from './wait.view';

const statuses: Readonly<Record<JoinRefusal, number>> = {
  ...bookingStatuses,
  'wait-not-found': 404,
  'wait-ended': 409,
  'wait-offered': 409,
  'already-waiting': 409,
  'place-free': 409,
  'days-out-of-order': 422,
};

/** So many of the places that are free are shown. */
const SHOWN = 3;

@ApiTags('the waiting list')
@Policy('channel', 'agent', 'officer')
@Controller('v1')
export class WaitHttp {
  constructor(
    private readonly log: EventLog,
    private readonly desk: WaitDesk,
    private readonly secrets: Secrets,
    private readonly limit: ClientLimit,
    private readonly clock: Clock,
  ) {}

  @Post('waits')
  @ApiOperation({ summary: 'Joins the waiting list of an office and service, where no place is free' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeating a request with its key gives the first answer' })
  @ApiCreatedResponse({ type: WaitDto })
  async join(@Body() body: JoinDto, @Actor() caller: Caller, @IdempotencyKey() key: string | null): Promise<WaitDto> {
    admitTo(body.office, caller);
    await this.limit.admit(caller);
    const form = waitFormOf(body);
    const answer = await this.desk.join(form, arrivalOf(caller, key));
    if (isRefused(answer) && answer.refused === 'place-free') {
      const places = (await this.desk.freePlaces(form)).slice(0, SHOWN);
      problem(409, 'place-free', { details: answer.details, offer: { places } });
    }
    return this.shown(respond(answer, statuses));
  }

  @Post('wait-searches')
  @HttpCode(200)
  @ApiOperation({ summary: 'Shows where somebody stands on a waiting list, and what is offered' })
  @ApiOkResponse({ type: WaitDto })
  async search(@Body() { reference, secret }: ReferenceDto, @Actor() caller: Caller): Promise<WaitDto> {
    const ids = await waitsBy(this.log, readReference(reference) ?? '');
    return this.shown(await this.opened(ids, secret, caller));
  }

  @Post('waits/:id/end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Leaves the waiting list' })
  @ApiOkResponse({ type: WaitDto })
  async leave(
    @UuidParam('id') id: string,
    @Body() { secret }: HolderDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<WaitDto> {
    await this.opened([id], secret, caller);
    return this.shown(respond(await this.desk.leave(id, causeOfRequest(caller, key)), statuses));
  }

  /** To whoever has no right to it, a wait is not there. */
  private async opened(ids: readonly string[], secret: string | undefined, caller: Caller): Promise<Waiting> {
    const id = caller.role === 'channel' ? this.secrets.opened('wait', ids, secret ?? '') : (ids[0] ?? null);
    const found = (id === null ? null : await this.desk.find(id)) ?? problem(404, 'wait-not-found');
    admitTo(found.terms.office, caller);
    return found;
  }

  private async shown(waiting: Waiting): Promise<WaitDto> {
    const { wait, reference, office, service, from, until, people } = waiting.terms;
    const { offer, ended } = waiting;
    const position = await this.desk.positionOf(waiting);
    const own = { wait, reference, secret: this.secrets.of('wait', wait), office, service, from, until, people, position, ended };
    const isOpen = offer !== null && ended === null && this.clock.now() < offer.heldUntil;
    return { ...own, offer: isOpen ? this.offered(offer) : null };
  }

  private offered({ booking, reference, on, startsAt, endsAt, heldUntil }: Offer): WaitDto['offer'] {
    return { booking, reference, secret: this.secrets.of('booking', booking), on, startsAt, endsAt, heldUntil };
  }
}
