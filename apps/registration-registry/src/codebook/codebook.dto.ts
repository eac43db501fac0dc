/** The code-books as they travel over HTTP. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CivilDateField, Nested, Satisfies, Text } from '@qeyd/platform';
import { books, type Book } from './codebook';

const isAttributes = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && JSON.stringify(value).length <= 4000);

export class NamesDto {
  @Text({ max: 200 })
  readonly az: string;
  @Text({ max: 200 })
  readonly en: string;
  @Text({ max: 200 })
  readonly ru: string;
}

export class SetRowDto {
  @CivilDateField({ example: '2027-01-01' })
  readonly validFrom: string;
  @CivilDateField({
    optional: true,
    description: 'The first day on which the row is no longer in force; left out while it is open',
  })
  readonly validToExclusive?: string;
  @Nested(() => NamesDto)
  readonly names: NamesDto;
  @Satisfies('attributes', isAttributes)
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { days: 15 } })
  readonly attributes?: Record<string, unknown>;
  @Text({ max: 300, description: 'The legal act, or `sample`' })
  readonly source: string;
}

export class CodeParams {
  @Text({ max: 40 })
  readonly book: string;
  @Text({ max: 60, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/ })
  readonly code: string;
}

export class OnDay {
  @CivilDateField({ optional: true })
  readonly on?: string;
}

export class RowDto {
  @ApiProperty({ enum: books })
  readonly book: string;
  @ApiProperty()
  readonly code: string;
  @ApiProperty({ format: 'date' })
  readonly validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true })
  readonly validToExclusive: string | null;
  @ApiProperty({ type: NamesDto })
  readonly names: NamesDto;
  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly attributes: Record<string, unknown>;
  @ApiProperty()
  readonly source: string;
}

export class BookDto {
  @ApiProperty({ enum: books })
  readonly book: Book;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ type: [RowDto] })
  readonly items: readonly RowDto[];
}

class BookNameDto {
  @ApiProperty({ enum: books })
  readonly book: Book;
  @ApiProperty({ type: 'integer', description: 'Of all days' })
  readonly rows: number;
}

export class BooksDto {
  @ApiProperty({ type: [BookNameDto] })
  readonly items: readonly BookNameDto[];
}
