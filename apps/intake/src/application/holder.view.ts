/** Finds the application whose reference and secret somebody holds. */
import { Injectable } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import { readReference, Secrets } from '@qeyd/service';
import { applicationsOf, type ApplicationRow } from './application.view';

/** Takes the time of a comparison also where there is nothing to compare with. */
const nobody = '00000000-0000-7000-8000-000000000000';

@Injectable()
export class Holders {
  constructor(
    private readonly log: EventLog,
    private readonly secrets: Secrets,
  ) {}

  async find({ reference, secret }: { readonly reference: string; readonly secret: string }): Promise<ApplicationRow | null> {
    const rows = await applicationsOf(this.log, readReference(reference) ?? '');
    if (rows.length === 0) this.secrets.fits('application', nobody, secret);
    return rows.find(({ id }) => this.secrets.fits('application', id, secret)) ?? null;
  }
}
