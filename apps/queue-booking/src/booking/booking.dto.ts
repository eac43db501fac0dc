/** The bodies of bookings, and what comes back. */
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { CivilDateField, InstantField, Nested, Satisfies, Text } from '@qeyd/platform';
import { spanOf, type Booking, type Withdrawal } from '../agenda/booking';
import { CODE } from '../office/office.dto';
import type { HoldForm, Wanted } from './form';
import { GuestsDto, guestsOf, notEmpty } from './party.dto';

/** So many services in one visit at most. */
const SERVICES = 5;

class ServiceDto {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `services`', example: 'temporary-residence' })
  readonly service: string;
  @InstantField({ description: 'The beginning of a free place', example: '2026-12-01T09:20:00+04:00' })
  readonly startsAt: string;
}

export class WantedDto implements Wanted {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `offices`', example: 'asan-baku-1' })
  readonly office: string;
  @CivilDateField({ example: '2026-12-01' })
  readonly on: string;
  @Nested(() => ServiceDto, { many: SERVICES, description: 'Each once; all are booked or none' })
  @Satisfies('required', notEmpty)
  readonly services: readonly ServiceDto[];
}

export class HoldDto extends IntersectionType(WantedDto, GuestsDto) {}

export const formOf = ({ office, on, services, ...guests }: HoldDto): HoldForm => ({
  ...{ office, on, services, ...guestsOf(guests) },
});

/** The secret opens the booking to whoever holds it; agents and officers need none. */
export class HolderDto {
  @Text({ max: 60, optional: true })
  readonly secret?: string;
}

export class MoveDto extends WantedDto {
  @Text({ max: 60, optional: true })
  readonly secret?: string;
}

export class ReferenceDto extends HolderDto {
  @Text({ max: 40, example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
}

/** A place kept instead of a withdrawn one. */
export class OfferDto {
  @ApiProperty({ example: 'asan-baku-1' })
  readonly office: string;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ format: 'date-time' })
  readonly startsAt: string;
  @ApiProperty({ format: 'date-time' })
  readonly endsAt: string;
  @ApiProperty({ format: 'date-time', description: 'Answer before' })
  readonly until: string;
}

/** The office cannot keep the place. */
class WithdrawnDto {
  @ApiProperty({ description: 'What the office says' })
  readonly reason: string;
  @ApiProperty({ type: OfferDto, nullable: true, description: '`null`: none was found' })
  readonly offer: OfferDto | null;
  @ApiProperty({ description: 'The offer is not wanted' })
  readonly declined: boolean;
}

class PartDto {
  @ApiProperty({ example: 'asan-baku-1' })
  readonly office: string;
  @ApiProperty({ example: 'temporary-residence' })
  readonly service: string;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ format: 'date-time' })
  readonly startsAt: string;
  @ApiProperty({ format: 'date-time', description: 'When the last of the visitors is done' })
  readonly endsAt: string;
  @ApiProperty({ enum: ['held', 'confirmed', 'expired', 'given-up', 'cancelled', 'over', 'missed'] })
  readonly status: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Confirm before; the places are free again then',
  })
  readonly heldUntil: string | null;
  @ApiProperty({ type: WithdrawnDto, nullable: true, description: 'The office took the place away: accept, move or give back' })
  readonly withdrawn: WithdrawnDto | null;
  @ApiProperty({ type: [String], description: 'The references of what was filed at the counter in this visit' })
  readonly applications: readonly string[];
}

export class BookingDto {
  @ApiProperty({ format: 'uuid' })
  readonly booking: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty({ type: String, nullable: true, description: 'Opens the booking; shown to whoever made it, when it is made' })
  readonly secret: string | null;
  @ApiProperty({ type: 'integer' })
  readonly people: number;
  @ApiProperty({ type: 'integer', description: 'Grows with every change of the booking' })
  readonly sequence: number;
  @ApiProperty({ type: [PartDto], description: 'One for each service, in order of time' })
  readonly services: readonly PartDto[];
}

export const offerDto = ({ office, on, startsAt, endsAt, until }: OfferDto): OfferDto => ({
  office,
  on,
  startsAt,
  endsAt,
  until,
});
const withdrawnDto = ({ reason, offer, declined }: Withdrawal): WithdrawnDto => ({
  ...{ reason, offer: offer && offerDto(offer), declined },
});

/** What only some answers show. */
interface More {
  readonly secret?: string;
  /** The references of what was filed, by service. */
  readonly applications?: ReadonlyMap<string, readonly string[]>;
}

/** Nothing of the visitors but how many there are. */
export function bookingDto(parts: readonly Booking[], { secret, applications }: More = {}): BookingDto {
  const [first] = parts;
  if (!first) throw new Error('A booking without parts was to be shown');
  const { booking, reference, sequence } = first.party;
  const services = parts
    .map((part) => ({
      ...part.key,
      ...spanOf(part),
      status: part.status === 'ended' ? part.how : part.status,
      heldUntil: part.status === 'held' ? part.heldUntil : null,
      withdrawn: part.status === 'confirmed' ? part.withdrawn && withdrawnDto(part.withdrawn) : null,
      applications: applications?.get(part.key.service) ?? [],
    }))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return { booking, reference, secret: secret ?? null, people: first.seats.length, sequence, services };
}
