/** The form as an HTTP body: what each field may look like. */
import { CivilDateField, Choice, Email, Nested, Text, WholeNumber } from '@qeyd/platform';
import type { StayForm } from './form';

const written = /[0-9A-Za-z]/;
const code = { max: 40, example: 'tourism' } as const;

export class DocumentDto {
  @Text({ max: 3, pattern: /^[A-Z]{3}$/, upper: true, description: 'The issuing country (ICAO 9303)', example: 'UTO' })
  readonly country: string;
  @Text({ max: 30, description: 'A code of the book of document types', example: 'passport' })
  readonly type: string;
  @Text({ max: 30, pattern: written, example: 'L898902C3' })
  readonly number: string;
}

class StayDocumentDto extends DocumentDto {
  @CivilDateField({ optional: true })
  readonly issuedOn?: string;
  @CivilDateField({ example: '2030-04-15' })
  readonly expiresOn: string;
  @Text({
    max: 100,
    lines: true,
    upper: true,
    pattern: /^[A-Z0-9<\n]+$/,
    optional: true,
    description: 'The machine-readable zone',
  })
  readonly mrz?: string;
}

class PersonDto {
  @Text({ max: 100, example: 'Eriksson' })
  readonly surname: string;
  @Text({ max: 100, example: 'Anna Maria' })
  readonly givenNames: string;
  @Text({ max: 100, optional: true })
  readonly fathersName?: string;
  @Text({
    max: 10,
    pattern: /^[1-9]\d{3}-(0\d|1[0-2])-([0-2]\d|3[01])$/,
    description: 'An unknown day or month is 00',
    example: '1974-08-12',
  })
  readonly birthDate: string;
  @Choice(['female', 'male', 'unspecified'])
  readonly sex: StayForm['person']['sex'];
  @Text({ max: 3, pattern: /^[A-Z]{3}$/, upper: true, description: 'ISO 3166-1 alpha-3, or ICAO 9303', example: 'UTO' })
  readonly citizenship: string;
}

class VisaDto {
  @Text({ max: 30, example: 'V0012345' })
  readonly number: string;
  @CivilDateField({ optional: true, description: 'The last day on which the visa is valid' })
  readonly validUntil?: string;
  @WholeNumber({ min: 1, max: 3650, optional: true, description: 'The days of stay on the visa' })
  readonly days?: number;
}

class StayDto {
  @Choice(['visa', 'visa-free', 'other'], { description: 'On what the entry was based' })
  readonly basis: StayForm['stay']['basis'];
  @Nested(() => VisaDto, { optional: true })
  readonly visa?: VisaDto;
  @CivilDateField({ description: 'The last entry', example: '2026-11-20' })
  readonly enteredOn: string;
  @Text({ max: 60, optional: true })
  readonly borderPoint?: string;
  @CivilDateField({ optional: true, description: 'The first day at the address, when it is not the day of entry' })
  readonly movedInOn?: string;
  @Text({ ...code, description: 'A code of the book of purposes' })
  readonly purpose: string;
  @Text({ max: 300, example: 'Bakı, Nümunə küçəsi 1' })
  readonly address: string;
}

class HostDto {
  @Choice(['hotel', 'hostel', 'sanatorium', 'hospital', 'dwelling-owner', 'other'])
  readonly kind: NonNullable<StayForm['host']>['kind'];
  @Text({ max: 200, example: 'Specimen Hotel' })
  readonly name: string;
  @Text({ max: 20, optional: true, description: 'FIN or VÖEN' })
  readonly taxId?: string;
  @Text({ max: 30, optional: true })
  readonly phone?: string;
  @Email({ optional: true, example: 'host@example.org' })
  readonly email?: string;
}

class ContactDto {
  @Email({ optional: true, example: 'guest@example.org' })
  readonly email?: string;
  @Text({ max: 30, optional: true })
  readonly phone?: string;
}

export class StayApplicationDto implements StayForm {
  @Choice(['host', 'foreigner'], { description: 'Who applies' })
  readonly applicant: StayForm['applicant'];
  @Nested(() => PersonDto)
  readonly person: PersonDto;
  @Nested(() => StayDocumentDto)
  readonly document: StayDocumentDto;
  @Nested(() => StayDto)
  readonly stay: StayDto;
  @Nested(() => HostDto, { optional: true, description: 'The receiving party; a host who applies must be told' })
  readonly host?: HostDto;
  @Nested(() => ContactDto, { optional: true, description: 'How the foreigner can be reached' })
  readonly contact?: ContactDto;
  @Choice(['az', 'en', 'ru'], { optional: true, description: 'The language of the answer; Azerbaijani when left out' })
  readonly language?: 'az' | 'en' | 'ru';
  @CivilDateField({ optional: true, description: 'Officers only: the day on which the application came in, up to 3 days ago' })
  readonly receivedOn?: string;
  @Text({ max: 300, optional: true, description: 'Officers only: why it is entered later' })
  readonly receivedReason?: string;
  @Text({
    max: 10,
    upper: true,
    pattern: /^[A-Z]\d{3,}$/,
    optional: true,
    description: 'Officers only: the number of the ticket with which the applicant came on that day',
    example: 'B014',
  })
  readonly ticket?: string;
}
