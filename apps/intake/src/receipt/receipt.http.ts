/** Anyone may check a receipt: here, or alone with the published key. */
import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { problem, PublicRoute, SETTINGS, Text } from '@qeyd/platform';
import { toString } from 'qrcode';
import type { IntakeSettings } from '../settings';
import type { Receipt } from './receipt';
import { Receipts } from './receipt.jws';

class TokenDto {
  @Text({ max: 2000, pattern: /^[\w.-]+$/, description: 'The receipt, a compact JWS' })
  readonly token: string;
}

class VerifiedDto {
  @ApiProperty({ description: 'The Service signed this receipt' })
  readonly valid: boolean;
  @ApiProperty({ oneOf: [{ type: 'object', additionalProperties: true }, { type: 'null' }], description: 'What it states' })
  readonly receipt: Receipt | null;
}

/** The address that shows whether a receipt is genuine. */
export const receiptUrl = (publicUrl: string, receipt: string): string => `${publicUrl}/v1/receipts/verify?token=${receipt}`;

@ApiTags('receipts')
@PublicRoute()
@Controller()
export class ReceiptHttp {
  constructor(
    private readonly receipts: Receipts,
    @Inject(SETTINGS) private readonly settings: IntakeSettings,
  ) {}

  @Get('v1/receipts/verify')
  @ApiOperation({ summary: 'Says whether a receipt is genuine, and what it states' })
  @ApiOkResponse({ type: VerifiedDto })
  verify(@Query() { token }: TokenDto): VerifiedDto {
    const receipt = this.receipts.verify(token);
    return { valid: receipt !== null, receipt };
  }

  @Get('v1/receipts/qr')
  @ApiOperation({ summary: 'Draws the address of the check' })
  @Header('content-type', 'image/svg+xml')
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ description: 'The address of the check as a QR code', schema: { type: 'string' } })
  qr(@Query() { token }: TokenDto): Promise<string> {
    if (!this.receipts.verify(token)) problem(404, 'receipt-not-genuine');
    return toString(receiptUrl(this.settings.PUBLIC_URL, token), { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  }

  @Get('.well-known/jwks.json')
  @ApiOperation({ summary: 'Gives the keys by which anyone checks receipts alone' })
  @ApiOkResponse({ description: 'The public keys of the receipts (RFC 7517)', schema: { type: 'object' } })
  keySet(): Receipts['keySet'] {
    return this.receipts.keySet;
  }
}
