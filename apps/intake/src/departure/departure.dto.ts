/** The bodies of a departure notice and of its withdrawal. */
import { ApiProperty } from '@nestjs/swagger';
import { CivilDateField, Nested, Text } from '@qeyd/platform';
import { DocumentDto } from '../form/form.dto';

export class DepartureDto {
  @Nested(() => DocumentDto, { optional: true, description: 'Hosts and officers: whose document it is' })
  readonly document?: DocumentDto;
  @Text({ max: 40, optional: true, description: 'The reference of the application, with its secret' })
  readonly reference?: string;
  @Text({ max: 60, optional: true })
  readonly secret?: string;
  @CivilDateField({ description: 'The last day at the place of stay', example: '2026-12-20' })
  readonly leavesOn: string;
}

export class WithdrawalDto {
  @Text({ max: 60, description: 'The secret of the notice' })
  readonly secret: string;
}

export class NoticeDto {
  @ApiProperty({ format: 'uuid' })
  readonly departure: string;
  @ApiProperty({ description: 'Allows to take the notice back; shown here alone' })
  readonly secret: string;
  @ApiProperty({ format: 'date' })
  readonly leavesOn: string;
  @ApiProperty({ format: 'date-time' })
  readonly receivedAt: string;
}

export class WithdrawnDto {
  @ApiProperty({ format: 'uuid' })
  readonly departure: string;
  @ApiProperty({ enum: ['withdrawn'] })
  readonly status: 'withdrawn';
}
