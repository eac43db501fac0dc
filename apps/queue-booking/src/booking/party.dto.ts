/** Those who come or wait together, as a body names them. */
import { Choice, Email, Nested, Satisfies, Text } from '@qeyd/platform';
import type { Party } from '../agenda/events';
import { CODE } from '../office/office.dto';
import type { Guests } from './form';

/** So many come together at most. */
const PEOPLE = 20;

export const notEmpty = (list: unknown): boolean => !Array.isArray(list) || list.length > 0;

export class DocumentDto {
  @Text({ max: 3, upper: true, pattern: /^[A-Z]{3}$/, example: 'UTO' })
  readonly country: string;
  @Text({ max: 30, pattern: CODE, description: 'Code-book `document-types`', example: 'passport' })
  readonly type: string;
  @Text({ max: 30, pattern: /[0-9A-Za-z]/, example: 'L898902C3' })
  readonly number: string;
}

class VisitorDto {
  @Nested(() => DocumentDto, { description: 'Brought along; the place is bound to it' })
  readonly document: DocumentDto;
  @Text({ max: 100, example: 'ERIKSSON' })
  readonly surname: string;
  @Text({ max: 100, example: 'ANNA MARIA' })
  readonly givenNames: string;
}

export class GuestsDto {
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

export const guestsOf = ({ people, email, phone, language = 'az' }: GuestsDto): Guests => ({
  ...{ people, email: email ?? null, phone: phone ?? null, language },
});
