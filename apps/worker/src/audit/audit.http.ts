/** "No event lost" as one page: the audits of all logs, asked of their services with the caller's own token. */
import { Controller, Get, Headers, Inject } from '@nestjs/common';
import type { AuditReport } from '@qeyd/kafka';
import { Clock, correlation, Policy, SETTINGS } from '@qeyd/platform';
import type { WorkerSettings } from '../settings';

/** What is known of all logs at this moment. */
interface AuditPage {
  readonly at: string;
  /** Every log was audited within the last minute, and nothing is missing anywhere. */
  readonly whole: boolean;
  /** Published events that a consumer passed and never took. */
  readonly missing: number;
  /** Published events that a consumer has yet to take. */
  readonly behind: number;
  readonly logs: readonly AuditReport[];
  /** Services that did not answer, or whose last audit is too old to say anything. */
  readonly unknown: readonly string[];
}

const PATIENCE_MS = 5_000;
const FRESH_MS = 60_000;

@Policy('supervisor')
@Controller('v1')
export class AuditHttp {
  constructor(
    @Inject(SETTINGS) private readonly settings: WorkerSettings,
    private readonly clock: Clock,
  ) {}

  @Get('audit')
  async show(@Headers('authorization') authorization = ''): Promise<AuditPage> {
    const at = this.clock.now();
    const urls = this.settings.SERVICE_URLS.split(',');
    const reports = await Promise.all(urls.map((url) => findReport(url, authorization)));
    const logs = reports.filter((report) => report !== null);
    const consumers = logs.flatMap(({ topics }) => topics.flatMap(({ consumers: all }) => all));
    const isFresh = (report: AuditReport | null): boolean => Date.parse(at) - Date.parse(report?.at ?? '') < FRESH_MS;
    const unknown = urls.filter((_, i) => !isFresh(reports[i] ?? null));
    return {
      at,
      whole: unknown.length === 0 && logs.every(({ gaps }) => gaps.length === 0),
      missing: consumers.reduce((sum, { missing }) => sum + missing, 0),
      behind: consumers.reduce((sum, { behind }) => sum + behind, 0),
      logs,
      unknown,
    };
  }
}

async function findReport(url: string, authorization: string): Promise<AuditReport | null> {
  try {
    const headers = { authorization, 'x-correlation-id': correlation() };
    const answer = await fetch(`${url}/v1/log/audit`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? ((await answer.json()) as AuditReport) : null;
  } catch {
    return null;
  }
}
