/** A small app that uses everything the platform offers: the tests ask it over real HTTP, and kill it. */
import { Body, Controller, Get, Inject, Module, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { refuse } from '@qeyd/core';
import {
  Actor,
  CallerLanguage,
  Choice,
  CivilDateField,
  Clock,
  correlation,
  Email,
  Flag,
  IdempotencyKey,
  InstantField,
  Nested,
  Policy,
  PublicRoute,
  respond,
  Satisfies,
  SETTINGS,
  Text,
  type Caller,
  type Language,
  type Settings,
  type Texts,
  Uuid,
  UuidParam,
  WholeNumber,
} from '../index';

export const texts = {
  'stay-period-over': {
    az: 'Qalma müddəti {until} tarixində bitib.',
    en: 'The stay ended on {until}.',
    ru: 'Срок пребывания истёк {until}.',
  },
  'leaves-before-arrival': { az: 'Gedişdən sonra gəliş.', en: 'Leaves before the arrival.', ru: 'Отъезд раньше прибытия.' },
} as const satisfies Texts;

declare module '../index' {
  interface KnownTexts {
    specimen: typeof texts;
  }
}

export const settings = { GREETING: Type.String({ default: 'Salam' }) };

class Guest {
  @Text({ max: 20, upper: true }) surname: string;
  @CivilDateField() birthDate: string;
  @Text({ max: 20, optional: true }) fathersName?: string;
}

class Stay {
  @Nested(() => Guest) guest: Guest;
  @Nested(() => Guest, { many: 2, optional: true }) children?: Guest[];
  @Choice(['tourism', 'work']) purpose: string;
  @CivilDateField() arrivesOn: string;
  @CivilDateField({ optional: true })
  @Satisfies('leaves-before-arrival', (value, stay) => String(value) >= (stay as Stay).arrivesOn)
  leavesOn?: string;
  @InstantField({ optional: true }) signedAt?: string;
  @Email({ optional: true }) email?: string;
  @Flag({ optional: true }) company?: boolean;
  @WholeNumber({ min: 1, max: 90, optional: true }) days?: number;
  @Uuid({ optional: true }) place?: string;
  @Text({ max: 10, many: 3, optional: true }) pages?: string[];
}

class Search {
  @WholeNumber({ min: 1, max: 100 }) limit: number;
  @Flag({ optional: true }) active?: boolean;
  @Choice(['tourism', 'work'], { many: 2, optional: true }) purpose?: string[];
}

@ApiTags('stays')
@Controller('v1/stays')
export class StayHttp {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly set: Settings<typeof settings>,
  ) {}

  @Post()
  @Policy('host', 'officer')
  @ApiOperation({ summary: 'File a stay' })
  @ApiOkResponse({ type: Stay })
  file(@Body() stay: Stay, @Actor() caller: Caller, @IdempotencyKey() key: string | null): object {
    return { stay, caller, key, correlation: correlation(), now: this.clock.now() };
  }

  @Get('refused')
  @PublicRoute()
  @ApiOperation({ summary: 'A refusal' })
  refused(): string {
    return respond<string, 'stay-period-over'>(refuse('stay-period-over', { until: '2026-11-22' }), { 'stay-period-over': 422 });
  }

  @Get('broken')
  @PublicRoute()
  @ApiOperation({ summary: 'A fault' })
  broken(): never {
    const fault = new Error('duplicate key value violates unique constraint "document_key"');
    throw Object.assign(fault, { code: '23505', detail: 'Key (document_no)=(L898902C3) already exists.' });
  }

  @Get('slow')
  @PublicRoute()
  @ApiOperation({ summary: 'A slow answer' })
  async slow(): Promise<object> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { correlation: correlation() };
  }

  @Get('crash')
  @PublicRoute()
  @ApiOperation({ summary: 'A fault that nobody catches' })
  crash(): object {
    setImmediate(() => {
      throw new Error('planted');
    });
    return {};
  }

  @Get('hello')
  @PublicRoute()
  @ApiOperation({ summary: 'Says hello' })
  hello(@CallerLanguage() language: Language, @Actor() caller: Caller): object {
    return { greeting: this.set.GREETING, language, caller };
  }

  @Get()
  @Policy('officer')
  @ApiOperation({ summary: 'Search' })
  search(@Query() query: Search): Search {
    return query;
  }

  @Get(':id')
  @Policy('officer')
  @ApiOperation({ summary: 'One stay' })
  one(@UuidParam('id') id: string): object {
    return { id };
  }
}

@Module({ controllers: [StayHttp] })
export class Specimen {}
