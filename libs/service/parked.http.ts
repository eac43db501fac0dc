/** What was set aside on its way in, for a supervisor: look, release, refuse; and partitions that stopped, to go on. */
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { NotParked, QeydConsumer, type ParkedMessage, type Settled } from '@qeyd/kafka';
import { Actor, actorText, Choice, Policy, problem, Text, UuidParam, WholeNumber, type Caller } from '@qeyd/platform';

class ParkedQuery {
  @Choice(['parked', 'released', 'refused'], { optional: true })
  readonly state?: 'parked' | 'released' | 'refused';

  @WholeNumber({ min: 1, max: 1000, optional: true })
  readonly limit?: number;

  @Text({ max: 36, optional: true })
  readonly after?: string;
}

class Refusal {
  @Text({ max: 300 })
  readonly why!: string;
}

@Policy('supervisor')
@Controller('v1')
export class ParkedHttp {
  constructor(private readonly consumer: QeydConsumer) {}

  @Get('parked')
  list(@Query() { state, limit, after }: ParkedQuery): Promise<ParkedMessage[]> {
    return this.consumer.parked.list(state, limit, after);
  }

  @Post('parked/:id/release')
  @HttpCode(200)
  release(@UuidParam('id') id: string, @Actor() actor: Caller): Promise<Settled> {
    return found(this.consumer.parked.release(id, actorText(actor)));
  }

  @Post('parked/:id/refuse')
  @HttpCode(200)
  refuse(@UuidParam('id') id: string, @Body() { why }: Refusal, @Actor() actor: Caller): Promise<Settled> {
    return found(this.consumer.parked.refuse(id, actorText(actor), why));
  }

  /** Partitions that stopped at an unknown fault try again. */
  @Post('partitions/resume')
  @HttpCode(200)
  resume(): { resumed: number } {
    return { resumed: this.consumer.resume() };
  }
}

const found = (settling: Promise<Settled>): Promise<Settled> =>
  settling.catch((error: unknown) => (error instanceof NotParked ? problem(404, 'not-found') : Promise.reject(error as Error)));
