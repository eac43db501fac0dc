/** How withdrawn places are listed, with whom to call. */
import { ApiProperty } from '@nestjs/swagger';
import type { Instant } from '@qeyd/core';
import { Flag } from '@qeyd/platform';
import type { Booking } from '../agenda/booking';
import { OfferDto, offerDto } from '../booking/booking.dto';
import type { WithdrawnPlace } from './withdrawal.view';

const answers = ['awaited', 'declined', 'unanswered', 'nothing-offered'] as const;

export class InformDto {
  @Flag({ description: 'The visitor was reached, and knows' })
  readonly reached: boolean;
}

export class WithdrawalDto {
  @ApiProperty({ format: 'uuid' })
  readonly booking: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ format: 'date-time' })
  readonly startsAt: string;
  @ApiProperty({ type: 'integer' })
  readonly people: number;
  @ApiProperty()
  readonly reason: string;
  @ApiProperty({ type: OfferDto, nullable: true })
  readonly offer: OfferDto | null;
  @ApiProperty({ enum: answers, description: '`unanswered`: the time of the offer is over' })
  readonly answer: (typeof answers)[number];
  @ApiProperty({ type: 'integer', description: 'How often somebody tried to reach the visitor' })
  readonly calls: number;
  @ApiProperty({ enum: ['az', 'en', 'ru'] })
  readonly language: Booking['party']['language'];
  @ApiProperty({ description: 'Of the first of those who come' })
  readonly surname: string;
  @ApiProperty()
  readonly givenNames: string;
  @ApiProperty({ type: String, nullable: true })
  readonly email: string | null;
  @ApiProperty({ type: String, nullable: true })
  readonly phone: string | null;
}

export class WithdrawalsDto {
  @ApiProperty({ type: [WithdrawalDto], description: 'Without an offer first, then by when its time ends' })
  readonly items: readonly WithdrawalDto[];
}

export function withdrawalDto(place: WithdrawnPlace, { party, seats }: Booking, now: Instant): WithdrawalDto {
  const { booking, service, on, startsAt, reason, offer, calls } = place;
  const { surname = '', givenNames = '', email = null, phone = null } = seats[0] ?? {};
  const { reference, language } = party;
  const contact = { language, surname, givenNames, email, phone };
  return {
    booking,
    reference,
    service,
    on,
    startsAt,
    people: seats.length,
    reason,
    offer: offer && offerDto(offer),
    answer: answerOf(place, now),
    calls,
    ...contact,
  };
}

function answerOf({ offer, declined }: WithdrawnPlace, now: Instant): WithdrawalDto['answer'] {
  if (!offer) return 'nothing-offered';
  if (declined) return 'declined';
  return offer.until <= now ? 'unanswered' : 'awaited';
}
