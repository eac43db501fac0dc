/** Departure notices over HTTP: by reference and secret, or by document for those who have an account. */
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, problem, PublicRoute, respond, UuidParam, type Caller } from '@qeyd/platform';
import { causeOfRequest, Reservations, Secrets, slotOf } from '@qeyd/service';
import { Holders } from '../application/holder.view';
import { People } from '../form/people.vault';
import { departure, type DepartureRefusal } from './departure';
import { DepartureDto, NoticeDto, WithdrawalDto, WithdrawnDto } from './departure.dto';

const reporters = { officer: 'officer', host: 'host', public: 'foreigner' } as const;
const isReporter = (role: Caller['role']): role is keyof typeof reporters => role in reporters;
const statuses: Record<DepartureRefusal, number> = { 'departure-not-found': 404, 'departure-date-reached': 409 };

@ApiTags('departures')
@PublicRoute()
@Controller('v1/departures')
export class DepartureHttp {
  constructor(
    private readonly log: EventLog,
    private readonly people: People,
    private readonly holders: Holders,
    private readonly secrets: Secrets,
    private readonly reservations: Reservations,
    private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Tells that a person leaves the place of stay' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeating a request with its key gives the first answer' })
  @ApiCreatedResponse({ type: NoticeDto })
  async report(@Body() body: DepartureDto, @Actor() caller: Caller, @IdempotencyKey() key: string | null): Promise<NoticeDto> {
    if (!isReporter(caller.role)) return problem(403, 'forbidden');
    const person = await this.personOf(body, caller);
    const slot = slotOf(caller, key);
    const fingerprint = this.reservations.fingerprint(slot, body);
    const reserved = await this.reservations.reserve(slot, fingerprint, this.clock.now());
    if (reserved.fingerprint !== fingerprint) problem(422, 'idempotency-key-reused');
    const { id, at: receivedAt, fresh } = reserved;
    const notice = {
      departure: id,
      person,
      leavesOn: body.leavesOn,
      reportedBy: reporters[caller.role],
      receivedAt,
      submission: null,
    };
    const command = { type: 'Report', notice } as const;
    respond(await this.log.execute({ decider: departure, id, command, cause: causeOfRequest(caller, key), fresh }), statuses);
    return { departure: id, secret: this.secrets.of('departure', id), leavesOn: body.leavesOn, receivedAt };
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a notice back before its date' })
  @ApiOkResponse({ type: WithdrawnDto })
  async withdraw(
    @UuidParam('id') id: string,
    @Body() { secret }: WithdrawalDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<WithdrawnDto> {
    if (!this.secrets.fits('departure', id, secret)) problem(404, 'departure-not-found');
    const command = { type: 'Withdraw', at: this.clock.now() } as const;
    respond(await this.log.execute({ decider: departure, id, command, cause: causeOfRequest(caller, key) }), statuses);
    return { departure: id, status: 'withdrawn' };
  }

  /** Whoever knows a stranger's passport number shall not end that person's registration: without an account it takes the secret. */
  private async personOf({ document, reference, secret }: DepartureDto, { role }: Caller): Promise<string> {
    const held = reference !== undefined && secret !== undefined ? { reference, secret } : null;
    if (document && !held) {
      if (role === 'public') return problem(403, 'document-needs-account');
      return this.people.bearerOf(document);
    }
    if (!held || document) return problem(422, 'person-not-told');
    return (await this.holders.find(held))?.person ?? problem(404, 'application-not-found');
  }
}
