/** The secrets that open what belongs to one applicant, an application or a booking: derived, so that they need no keeping and a repeat answers the same. */
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Vault } from '@qeyd/privacy';
import { readSecret, secretOf } from './reference';

const NOTHING = '00000000-0000-7000-8000-000000000000';

@Injectable()
export class Secrets {
  constructor(private readonly vault: Vault) {}

  of(kind: string, id: string): string {
    return secretOf(this.vault.blindIndex(`${kind}-secret`, id));
  }

  /** Takes as long for a wrong secret as for a right one. */
  fits(kind: string, id: string, typed: string): boolean {
    const right = Buffer.from(this.of(kind, id));
    const given = Buffer.from(readSecret(typed).padEnd(right.length).slice(0, right.length));
    return timingSafeEqual(right, given) && readSecret(typed).length === right.length;
  }

  /** The first of these that the secret opens. Takes the time of a comparison also where there is nothing to compare with. */
  opened(kind: string, ids: readonly string[], typed: string): string | null {
    if (ids.length === 0) this.fits(kind, NOTHING, typed);
    return ids.find((id) => this.fits(kind, id, typed)) ?? null;
  }
}
