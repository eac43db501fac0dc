/** The last audit of this service's log, for a supervisor: how far everything has come, and what is missing. */
import { Controller, Get } from '@nestjs/common';
import { Auditor, type AuditReport } from '@qeyd/kafka';
import { Policy, problem } from '@qeyd/platform';

@Policy('supervisor')
@Controller('v1/log')
export class AuditHttp {
  constructor(private readonly auditor: Auditor) {}

  @Get('audit')
  async show(): Promise<AuditReport> {
    return (await this.auditor.findReport()) ?? problem(404, 'not-found');
  }
}
