/** Who was shown whose name, and for what: written before it is shown. */
import { Injectable } from '@nestjs/common';
import type { Cause } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';

/** Looking for a visitor by name opens those of a day; the list of withdrawn places names whom to call. */
export type Act = 'check-in-by-name' | 'withdrawal-list';

@Injectable()
export class AccessRecord {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async keep({ actor, correlation }: Cause, office: string, act: Act, people: readonly string[]): Promise<void> {
    await this.log.query(
      'INSERT INTO access_record (id, at, actor, office, act, people, correlation) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [newId(), this.clock.now(), actor, office, act, people, correlation],
    );
  }
}
