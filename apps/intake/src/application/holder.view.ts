/** Finds the application whose reference and secret somebody holds. */
import { Injectable } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import { readReference, Secrets } from '@qeyd/service';
import { applicationsOf, type ApplicationRow } from './application.view';

@Injectable()
export class Holders {
  constructor(
    private readonly log: EventLog,
    private readonly secrets: Secrets,
  ) {}

  async find({ reference, secret }: { readonly reference: string; readonly secret: string }): Promise<ApplicationRow | null> {
    const rows = await applicationsOf(this.log, readReference(reference) ?? '');
    const ids = rows.map((row) => row.id);
    const opened = this.secrets.opened('application', ids, secret);
    return rows.find(({ id }) => id === opened) ?? null;
  }
}
