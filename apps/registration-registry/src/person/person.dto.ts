/** How officers ask for people, and what they are shown. */
import { ApiProperty } from '@nestjs/swagger';
import { Choice, InstantField, Nested, Satisfies, Text } from '@qeyd/platform';
import { purposes, type Reason } from './access.record';

const PURPOSE = { description: 'Goes into the record of accesses' };

class ByDocument {
  @Text({ max: 3, min: 3, upper: true, example: 'UTO' })
  readonly country: string;
  @Text({ max: 30, example: 'L898902C3' })
  readonly number: string;
}

class ByName {
  @Text({ max: 100, example: 'ERIKSSON' })
  readonly surname: string;
  @Satisfies('birth-date', (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
  @ApiProperty({ example: '1974-08-12', description: 'An unknown day or month is 00' })
  readonly birthDate: string;
}

/** Exactly one of document, name, reference and address. */
export class PersonSearchDto {
  @Choice(purposes, PURPOSE)
  readonly purpose: Reason['purpose'];
  @Text({ max: 40, optional: true, pattern: /^[A-Za-z0-9/.-]+$/, description: 'Goes into the record of accesses' })
  readonly caseNumber?: string;
  @Nested(() => ByDocument, { optional: true })
  readonly document?: ByDocument;
  @Nested(() => ByName, { optional: true })
  readonly name?: ByName;
  @Text({ max: 30, optional: true })
  readonly reference?: string;
  @Text({ max: 300, optional: true })
  readonly address?: string;
}

export class PersonQuery {
  @Choice(purposes, PURPOSE)
  readonly purpose: Reason['purpose'];
  @Text({ max: 40, optional: true, pattern: /^[A-Za-z0-9/.-]+$/ })
  readonly caseNumber?: string;
  @InstantField({ optional: true, description: 'The file as it was then; left out, as it is' })
  readonly at?: string;
}
