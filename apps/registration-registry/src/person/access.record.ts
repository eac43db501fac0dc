/** Who looked at whom, and why: written before anything personal is shown. */
import { Injectable } from '@nestjs/common';
import { EventLog, newId } from '@qeyd/event-store';
import { actorText, Clock, correlation, type Caller } from '@qeyd/platform';

/** Why an officer may look: a word of a list, so that the record itself never tells anything personal. */
export const purposes = ['application', 'inspection', 'request-of-the-person', 'correction', 'court', 'supervision'] as const;

export type Act = 'person-search' | 'person-file';

export interface Reason {
  readonly purpose: (typeof purposes)[number];
  readonly caseNumber?: string;
}

@Injectable()
export class AccessRecord {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async keep(caller: Caller, act: Act, { purpose, caseNumber }: Reason, people: readonly string[]): Promise<void> {
    const who = [newId(), this.clock.now(), actorText(caller), caller.office];
    await this.log.query(
      `INSERT INTO access_record (id, at, actor, office, act, purpose, case_number, people, correlation)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...who, act, purpose, caseNumber ?? null, people, correlation()],
    );
  }
}
