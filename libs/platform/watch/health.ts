/** Whether the process lives, and whether it can do its work: what it leans on says so through an indicator. */
import { Controller, Get, HttpCode, Injectable, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PublicRoute } from '../access/policy';
import { SkipThrottle } from '@nestjs/throttler';

/** Something the app leans on. `check` tells harmless facts, or throws when it does not work. */
export interface HealthIndicator {
  readonly name: string;
  check(): Promise<Readonly<Record<string, unknown>>>;
}

const PATIENCE = 2_000;

@Injectable()
export class Health {
  private readonly indicators: HealthIndicator[] = [];
  private draining = false;

  watch(...indicators: readonly HealthIndicator[]): void {
    this.indicators.push(...indicators);
  }

  /** No new work, please: the process is about to end. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<{ ready: boolean; checks: Record<string, object> }> {
    const checks = await Promise.all(
      this.indicators.map(async (indicator) => [indicator.name, await verdict(indicator)] as const),
    );
    return { ready: !this.draining && checks.every(([, { status }]) => status === 'up'), checks: Object.fromEntries(checks) };
  }
}

async function verdict(indicator: HealthIndicator): Promise<{ status: 'up' | 'down' }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE);
  });
  try {
    return { ...(await Promise.race([indicator.check(), late])), status: 'up' };
  } catch (error) {
    return { status: 'down', ...(error instanceof Error && { reason: error.name }) };
  } finally {
    clearTimeout(timer);
  }
}

@ApiExcludeController()
@PublicRoute()
@SkipThrottle()
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('ready')
  @HttpCode(200)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { ready, checks } = await this.health.report();
    reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: ready ? 'up' : 'down', checks };
  }
}
