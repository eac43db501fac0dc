/** The application for registration upon place of stay, over HTTP: filed by a host, a foreigner or an officer. */
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bakuDate, startOfBakuDay } from '@qeyd/calendar';
import { isRefused, type Instant } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import {
  Actor,
  CallerLanguage,
  Catalogue,
  Clock,
  IdempotencyKey,
  problem,
  PublicRoute,
  respond,
  SETTINGS,
  type Caller,
  type Language,
} from '@qeyd/platform';
import { causeOfRequest, Secrets, slotOf } from '@qeyd/service';
import { StayApplicationDto } from '../form/form.dto';
import { receiptUrl } from '../receipt/receipt.http';
import type { IntakeSettings } from '../settings';
import { AcceptedDto } from './answer.dto';
import { FilingDesk, type Arrival } from './application.desk';
import type { Acceptance } from './application';

const filers = { officer: 'officer', host: 'host', public: 'foreigner' } as const;
const isFiler = (role: Caller['role']): role is keyof typeof filers => role in filers;

@ApiTags('applications')
@Controller('v1/stay-applications')
export class ApplicationHttp {
  constructor(
    private readonly log: EventLog,
    private readonly desk: FilingDesk,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: IntakeSettings,
  ) {}

  @Post()
  @PublicRoute()
  @ApiOperation({ summary: 'Files an application; without an account, the foreigner for himself or herself' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeating a request with its key gives the first answer' })
  @ApiCreatedResponse({ type: AcceptedDto })
  async file(
    @Body() body: StayApplicationDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
    @CallerLanguage() language: Language,
  ): Promise<AcceptedDto> {
    const { receivedOn, receivedReason, ticket, ...form } = body;
    const request = await this.desk.take(form, arrivalOf(caller, key, this.clock.now(), { receivedOn, receivedReason, ticket }));
    if (isRefused(request)) return problem(422, request.refused, request.details);
    const { state } = respond(await this.log.execute(request), { 'application-not-filed': 409 });
    if (state.status === 'none') throw new Error(`application ${request.id} was filed and is not there`);
    return this.answer(state.acceptance, language);
  }

  private answer({ application, ...accepted }: Acceptance, language: Language): AcceptedDto {
    const { reference, receivedAt, daysLate, warnings, receipt } = accepted;
    const { PUBLIC_URL } = this.settings;
    return {
      application,
      reference,
      secret: this.secrets.of('application', application),
      receivedAt,
      late: daysLate > 0,
      daysLate,
      warnings: warnings.map((code) => ({ code, detail: this.catalogue.say(code, language) })),
      receipt,
      receiptUrl: receiptUrl(PUBLIC_URL, receipt),
      receiptQrUrl: `${PUBLIC_URL}/v1/receipts/qr?token=${receipt}`,
      statusUrl: `${PUBLIC_URL}/v1/stay-applications/status`,
    };
  }
}

/** What an officer says of the application besides the form. */
type Entered = { readonly [K in 'receivedOn' | 'receivedReason' | 'ticket']: string | undefined };

function arrivalOf(caller: Caller, key: string | null, now: Instant, entered: Entered): Arrival {
  const { role, office } = caller;
  if (!isFiler(role)) return problem(403, 'forbidden');
  if (role === 'officer' && office === null) return problem(403, 'office-missing');
  const faults = Object.entries(entered).filter(([, value]) => role !== 'officer' && value !== undefined);
  if (faults.length > 0) {
    const named = faults.map(([field]) => ({ pointer: `/${field}`, code: 'officers-only' }));
    return problem(422, 'form-not-acceptable', { faults: named });
  }
  const { receivedOn: on, receivedReason: reason, ticket } = entered;
  return {
    channel: role === 'officer' ? 'counter' : 'website',
    filedBy: filers[role],
    office: role === 'officer' ? office : null,
    now,
    receivedAt: (at) => (on !== undefined && on < bakuDate(at) ? startOfBakuDay(on) : at),
    backdated: on === undefined ? null : { on, reason: reason ?? null },
    ticket: ticket ?? null,
    slot: slotOf(caller, key),
    submission: null,
    cause: causeOfRequest(caller, key),
  };
}
