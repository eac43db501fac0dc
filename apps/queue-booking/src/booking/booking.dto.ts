/** The bodies of bookings, and what comes back. */
import { ApiProperty } from '@nestjs/swagger';
import { Choice, CivilDateField, Email, InstantField, Nested, Satisfies, Text } from '@qeyd/platform';
import { spanOf, type Booking, type Withdrawal } from '../agenda/booking';
import type { Party } from '../agenda/events';
import type { HoldForm, Wanted } from './form';
import { CODE } from '../office/office.dto';

/** So many come together at most, and are served for so many services at most. */
const PEOPLE = 20;
const SERVICES = 5;

const notEmpty = (list: unknown): boolean => !Array.isArray(list) || list.length > 0;
export class DocumentDto {
  @Text({ max: 3, upper: true, pattern: /^[A-Z]{3}$/, example: 'UTO' })
  readonly country: string;
  @Text({ max: 30, pattern: CODE, description: 'Code-book `document-types`', example: 'passport' })
  readonly type: string;
  @Text({ max: 30, pattern: /[0-9A-Za-z]/, example: 'L898902C3' })
  readonly number: string;
}

export class VisitorDto {
  @Nested(() => DocumentDto, { description: 'Brought along; the place is bound to it' })
  readonly document: DocumentDto;
  @Text({ max: 100, example: 'ERIKSSON' })
  readonly surname: string;
  @Text({ max: 100, example: 'ANNA MARIA' })
  readonly givenNames: string;
}

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

export class HoldDto extends WantedDto {
  @Nested(() => VisitorDto, { many: PEOPLE, description: 'Those who come together; all get a place or none' })
  @Satisfies('required', notEmpty)
  readonly people: readonly VisitorDto[];
  @Email({ optional: true })
  readonly email?: string;
  @Text({ max: 30, optional: true, pattern: /^\+?[\d ()-]{5,}$/ })
  readonly phone?: string;
  @Choice(['az', 'en', 'ru'], { optional: true, description: 'Of the notices; Azerbaijani when left out' })
  readonly language?: Party['language'];
}

export const formOf = ({ office, on, services, people, email, phone, language = 'az' }: HoldDto): HoldForm => ({
  ...{ office, on, services, people, email: email ?? null, phone: phone ?? null, language },
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
  @ApiProperty({ enum: ['held', 'confirmed', 'expired', 'given-up', 'cancelled', 'over'] })
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
  @ApiProperty({ type: 'integer', description: 'Grows when the booking is moved' })
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

/** Nothing of the visitors but how many there are. */
export function bookingDto(parts: readonly Booking[], secret: string | null = null): BookingDto {
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
    }))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return { booking, reference, secret, people: first.seats.length, sequence, services };
}
