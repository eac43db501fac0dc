/** Bookings over HTTP: hold a place, confirm it, move it, give it back. */
import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRefused } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Actor, IdempotencyKey, Newcomers, Policy, problem, RushInterceptor, UuidParam, type Caller } from '@qeyd/platform';
import { causeOfRequest, readReference, Secrets } from '@qeyd/service';
import type { Booking } from '../agenda/booking';
import { Alternatives } from './alternatives.finder';
import { BookingDesk, type Answer, type BookingRefusal } from './booking.desk';
import { BookingDto, bookingDto, formOf, HoldDto, HolderDto, MoveDto, ReferenceDto } from './booking.dto';
import { agendasOf } from '../agenda/agenda.view';
import { applicationsIn } from '../day/day.view';
import { ClientLimit } from './client.limit';
import { admitTo, arrivalOf } from './door.http';
import type { Wanted } from './form';

export const statuses: Readonly<Record<BookingRefusal, number>> = {
  'no-such-office': 404,
  'booking-not-found': 404,
  'service-not-received': 422,
  'individually-no-queue': 422,
  'channel-not-received': 403,
  'day-over': 422,
  'office-closed': 409,
  'not-released-yet': 409,
  'place-past': 422,
  'no-such-place': 422,
  'place-taken': 409,
  'no-adjacent-places': 409,
  'already-booked': 409,
  'hold-expired': 409,
  'booking-ended': 409,
  'booking-changed': 409,
  'too-late-to-change': 409,
  'visitor-twice': 422,
  'service-twice': 422,
  'contact-limit-reached': 429,
  'hold-limit-reached': 429,
  'other-services': 422,
  'nothing-offered': 409,
  'offer-expired': 409,
  'booking-not-confirmed': 409,
  'already-withdrawn': 409,
  'place-not-withdrawn': 409,
  'idempotency-key-reused': 422,
};

/** Who asks for which booking, and what proves that it is theirs. */
interface Asked {
  readonly id: string;
  readonly secret: string | undefined;
  readonly caller: Caller;
}

@ApiTags('bookings')
@Policy('channel', 'agent', 'officer')
@UseInterceptors(RushInterceptor)
@Controller('v1')
export class BookingHttp {
  constructor(
    private readonly log: EventLog,
    private readonly desk: BookingDesk,
    private readonly secrets: Secrets,
    private readonly alternatives: Alternatives,
    private readonly limit: ClientLimit,
  ) {}

  @Post('bookings')
  @Newcomers()
  @ApiOperation({ summary: 'Holds places for a few minutes, for one person or for all who come together' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeating a request with its key gives the first answer' })
  @ApiCreatedResponse({ type: BookingDto })
  async hold(@Body() body: HoldDto, @Actor() caller: Caller, @IdempotencyKey() key: string | null): Promise<BookingDto> {
    admitTo(body.office, caller);
    await this.limit.admit(caller);
    const answer = await this.desk.hold(formOf(body), arrivalOf(caller, key));
    const parts = await this.granted(answer, body, body.people.length);
    return bookingDto(parts, { secret: this.secrets.of('booking', parts[0]?.party.booking ?? '') });
  }

  @Post('bookings/:id/confirmation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirms what is held' })
  @ApiOkResponse({ type: BookingDto })
  confirm(
    @UuidParam('id') id: string,
    @Body() { secret }: HolderDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<BookingDto> {
    return this.decided({ id, secret, caller }, wantedOf, () => this.desk.confirm(id, causeOfRequest(caller, key)));
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives the places back' })
  @ApiOkResponse({ type: BookingDto })
  cancel(
    @UuidParam('id') id: string,
    @Body() { secret }: HolderDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<BookingDto> {
    return this.decided({ id, secret, caller }, nothing, () => this.desk.cancel(id, causeOfRequest(caller, key)));
  }

  @Post('bookings/:id/move')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves all services of a booking to another time, day or office' })
  @ApiOkResponse({ type: BookingDto })
  move(
    @UuidParam('id') id: string,
    @Body() { secret, ...wanted }: MoveDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<BookingDto> {
    admitTo(wanted.office, caller);
    return this.decided(
      { id, secret, caller },
      () => wanted,
      () => this.desk.move(id, wanted, arrivalOf(caller, key)),
    );
  }

  @Post('bookings/:id/offer/acceptance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves the booking to the place that is offered instead of the withdrawn one' })
  @ApiOkResponse({ type: BookingDto })
  accept(
    @UuidParam('id') id: string,
    @Body() { secret }: HolderDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<BookingDto> {
    return this.decided({ id, secret, caller }, wantedOf, () => this.desk.accept(id, causeOfRequest(caller, key)));
  }

  @Post('bookings/:id/offer/refusal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives the offered place back; the booking can be moved to another one, or given back' })
  @ApiOkResponse({ type: BookingDto })
  decline(
    @UuidParam('id') id: string,
    @Body() { secret }: HolderDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<BookingDto> {
    return this.decided({ id, secret, caller }, nothing, () => this.desk.decline(id, causeOfRequest(caller, key)));
  }

  @Post('booking-searches')
  @HttpCode(200)
  @ApiOperation({ summary: 'Shows the booking with this reference' })
  @ApiOkResponse({ type: BookingDto })
  async find(@Body() { reference, secret }: ReferenceDto, @Actor() caller: Caller): Promise<BookingDto> {
    const rows = await agendasOf(this.log, 'reference', readReference(reference) ?? '');
    const ids = [...new Set(rows.map(({ booking }) => booking))];
    const id = this.openableOf(ids, secret, caller) ?? problem(404, 'booking-not-found');
    return bookingDto(await this.opened({ id, secret, caller }), { applications: await applicationsIn(this.log, id) });
  }

  /** Decides on a booking that the caller may open. `wanted`: what else a refusal should offer something like. */
  private async decided(
    asked: Asked,
    wanted: (parts: readonly Booking[]) => Wanted | null,
    decide: () => Promise<Answer>,
  ): Promise<BookingDto> {
    const parts = await this.opened(asked);
    return bookingDto(await this.granted(await decide(), wanted(parts), peopleOf(parts)));
  }

  private openableOf(ids: readonly string[], secret: string | undefined, { role }: Caller): string | null {
    return role === 'channel' ? this.secrets.opened('booking', ids, secret ?? '') : (ids[0] ?? null);
  }

  /** To whoever has no right to it, a booking is not there. */
  private async opened({ id, secret, caller }: Asked): Promise<readonly Booking[]> {
    const parts = this.openableOf([id], secret, caller) ? await this.desk.find(id) : [];
    const [first] = parts;
    if (!first) return problem(404, 'booking-not-found');
    admitTo(first.key.office, caller);
    return parts;
  }

  /** A refusal goes out with what could be asked for instead. */
  private async granted(answer: Answer, wanted: Wanted | null, people: number): Promise<readonly Booking[]> {
    if (!isRefused(answer)) return answer;
    const { refused, details } = answer;
    const offer = wanted && (await this.alternatives.to(refused, wanted, people));
    return problem(statuses[refused], refused, { details, ...(offer && { offer }) });
  }
}

const nothing = () => null;

const peopleOf = ([first]: readonly Booking[]): number => first?.seats.length ?? 1;

const wantedOf = (parts: readonly Booking[]): Wanted => ({
  office: parts[0]?.key.office ?? '',
  on: parts[0]?.key.on ?? '',
  services: parts.map(({ key, seats }) => ({ service: key.service, startsAt: seats[0]?.startsAt ?? '' })),
});
