/** What an applicant gets back: at once, and later by reference and secret. */
import { ApiProperty } from '@nestjs/swagger';
import { Text } from '@qeyd/platform';
import type { ApplicationStatus } from './application.view';

const day = [{ type: 'string', format: 'date' }];
const nothing = [{ type: 'null' }];

export class WarningDto {
  @ApiProperty({ example: 'document-expires-during-stay' })
  readonly code: string;
  @ApiProperty({ description: 'In the language of the caller' })
  readonly detail: string;
}

export class AcceptedDto {
  @ApiProperty({ format: 'uuid' })
  readonly application: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty({ description: 'Opens the status together with the reference; shown here alone' })
  readonly secret: string;
  @ApiProperty({ format: 'date-time' })
  readonly receivedAt: string;
  @ApiProperty({ description: 'A late application is registered all the same' })
  readonly late: boolean;
  @ApiProperty({ type: 'integer' })
  readonly daysLate: number;
  @ApiProperty({ type: [WarningDto] })
  readonly warnings: readonly WarningDto[];
  @ApiProperty({ description: 'The signed receipt: a compact JWS (EdDSA)' })
  readonly receipt: string;
  @ApiProperty({ format: 'uri', description: 'Shows whether the receipt is genuine, to anyone' })
  readonly receiptUrl: string;
  @ApiProperty({ format: 'uri', description: 'The address of the receipt as a QR code (SVG)' })
  readonly receiptQrUrl: string;
  @ApiProperty({ format: 'uri' })
  readonly statusUrl: string;
}

/** Both signs of an applicant: in the body, never in an address. */
export class HolderDto {
  @Text({ max: 40, example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @Text({ max: 60 })
  readonly secret: string;
}

export class StatusDto implements ApplicationStatus {
  @ApiProperty()
  readonly reference: string;
  @ApiProperty({ enum: ['received', 'registered', 'duplicate', 'not-required', 'declined'] })
  readonly status: ApplicationStatus['status'];
  @ApiProperty({ format: 'date-time' })
  readonly receivedAt: string;
  @ApiProperty({ type: 'integer' })
  readonly daysLate: number;
  @ApiProperty({ type: [String] })
  readonly warnings: readonly string[];
  @ApiProperty({ oneOf: [...day, ...nothing], description: 'The first day of the registered stay' })
  readonly from: string | null;
  @ApiProperty({ oneOf: [...day, ...nothing], description: 'The stay ends at 00:00 in Baku of this day' })
  readonly toExclusive: string | null;
  @ApiProperty({ oneOf: [{ type: 'string' }, ...nothing], description: 'Why it was declined or is not required' })
  readonly reason: string | null;
  @ApiProperty({ oneOf: [{ type: 'string', format: 'date-time' }, ...nothing], description: 'When the applicant was informed' })
  readonly informedAt: string | null;
}
