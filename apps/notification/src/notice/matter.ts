/** What a notice tells, and about whom. */
import type { Payload, registry } from '@qeyd/contracts';
import type { CivilDate } from '@qeyd/core';

/** What the notice tells, without a word about the person. */
export type Matter =
  | { kind: 'registered'; reference: string; from: CivilDate; toExclusive: CivilDate; daysLate: number; act: string }
  | { kind: 'duplicate'; reference: string; from: CivilDate; toExclusive: CivilDate }
  | { kind: 'not-required'; reference: string }
  | { kind: 'declined'; reference: string; reason: Payload<typeof registry.RegistrationDeclined>['reason'] }
  | { kind: 'departure-recorded'; leavesOn: CivilDate }
  | {
      kind: 'deregistered';
      reference: string;
      reason: Payload<typeof registry.StayDeregistered>['reason'];
      effectiveOn: CivilDate;
    };

/** The people, and the ways to reach them; sealed wherever it is kept. */
export interface People {
  readonly name: string;
  readonly address: string;
  readonly hostName: string | null;
  readonly email: string | null;
  /** Tried when the mail server refuses the first address. */
  readonly otherEmail: string | null;
  readonly phone: string | null;
}
