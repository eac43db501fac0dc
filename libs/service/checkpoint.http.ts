/** For whoever keeps an eye on the log from outside: its newest checkpoint, and the keys to check it with. */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { EventLog, SigningKeys, verifierKey } from '@qeyd/event-store';
import { problem, PublicRoute } from '@qeyd/platform';
import { sourceOf } from './definition';

@ApiTags('checkpoints')
@PublicRoute()
@Controller()
export class CheckpointHttp {
  constructor(
    private readonly log: EventLog,
    private readonly keys: SigningKeys,
  ) {}

  @Get('v1/checkpoint')
  @ApiOperation({ summary: 'Gets the newest checkpoint of the log, for keeping: what it signs can never be another' })
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'A signed note (C2SP tlog-checkpoint)', schema: { type: 'string' } })
  async newest(): Promise<string> {
    const [newest] = await this.log.query<{ note: string }>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1');
    return newest?.note ?? problem(404, 'not-found');
  }

  @Get('.well-known/checkpoint-keys.json')
  @ApiOperation({ summary: 'Gets the keys by which anyone checks the checkpoints alone' })
  @ApiOkResponse({
    description: 'Public keys (RFC 7517); `exp`: when a retired one signed last; `verifier`: the key for tools of signed notes',
    schema: { type: 'object' },
  })
  keySet(): { keys: object[] } {
    const origin = sourceOf(this.log);
    return { keys: this.keys.all.map((key) => ({ ...key.jwk, verifier: verifierKey(origin, key) })) };
  }
}
