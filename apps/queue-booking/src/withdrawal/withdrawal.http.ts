/** Whose places an office has withdrawn, until each is settled: whom to call, and that somebody did. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRefused } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, Policy, problem, UuidParam, type Caller } from '@qeyd/platform';
import { causeOfRequest } from '@qeyd/service';
import { agenda } from '../agenda/agenda';
import { agendaId } from '../agenda/agenda.view';
import { BookingDesk } from '../booking/booking.desk';
import { admitTo } from '../booking/door.http';
import { AccessRecord } from '../day/access.record';
import { OfficeParams } from '../office/office.dto';
import { InformDto, WithdrawalDto, WithdrawalsDto, withdrawalDto } from './withdrawal.dto';
import { withdrawnPlaces } from './withdrawal.view';

@ApiTags('withdrawn places')
@Policy('agent', 'officer', 'supervisor')
@Controller('v1')
export class WithdrawalHttp {
  constructor(
    private readonly log: EventLog,
    private readonly desk: BookingDesk,
    private readonly access: AccessRecord,
    private readonly clock: Clock,
  ) {}

  @Get('offices/:office/withdrawals')
  @ApiOperation({ summary: 'The withdrawn places that nobody has settled: neither moved, nor given back, nor the visitor told' })
  @ApiOkResponse({ type: WithdrawalsDto })
  async list(@Param() { office }: OfficeParams, @Actor() caller: Caller): Promise<WithdrawalsDto> {
    admitTo(office, caller);
    const open = (await withdrawnPlaces(this.log, office)).filter(({ status }) => status === 'open');
    const agendas = await this.log.states(agenda, open.map(agendaId));
    const items = open.flatMap((place, i): WithdrawalDto[] => {
      const booking = agendas[i]?.bookings.get(place.booking);
      return booking ? [withdrawalDto(place, booking, this.clock.now())] : [];
    });
    const people = agendas.flatMap(({ bookings }, i) => bookings.get(open[i]?.booking ?? '')?.seats[0]?.person ?? []);
    await this.access.keep(causeOfRequest(caller, null), office, 'withdrawal-list', people);
    return { items };
  }

  @Post('bookings/:id/calls')
  @HttpCode(204)
  @ApiOperation({ summary: 'Records that somebody tried to tell the visitor; whoever was reached is off the list' })
  @ApiNoContentResponse()
  async inform(
    @UuidParam('id') id: string,
    @Body() { reached }: InformDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    const [first] = await this.desk.find(id);
    if (!first) return problem(404, 'booking-not-found');
    admitTo(first.key.office, caller);
    const answer = await this.desk.inform(id, reached, causeOfRequest(caller, key));
    if (isRefused(answer)) problem(answer.refused === 'booking-not-found' ? 404 : 409, answer.refused);
  }
}
