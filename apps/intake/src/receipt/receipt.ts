/** What a receipt states: that the Service took in an application, when, where and how; nothing of the person. */
import type { Instant } from '@qeyd/core';
import type { Acceptance } from '../application/application';

/** The claims of the JWS. It follows from the acceptance alone, so it exists exactly when the acceptance does. */
export interface Receipt {
  readonly iss: 'urn:qeyd:intake';
  /** The application's id. */
  readonly jti: string;
  /** The reference. */
  readonly sub: string;
  /** Seconds of the epoch, rounded down. */
  readonly iat: number;
  /** The event that the receipt proves, by stream and number. */
  readonly event: string;
  readonly receivedAt: Instant;
  readonly channel: string;
  readonly office: string | null;
  readonly daysLate: number;
}

export const receiptOf = ({ application, reference, receivedAt, channel, office, daysLate }: Acceptance): Receipt => ({
  iss: 'urn:qeyd:intake',
  jti: application,
  sub: reference,
  iat: Math.floor(Date.parse(receivedAt) / 1000),
  event: `application-${application}@1`,
  receivedAt,
  channel,
  office,
  daysLate,
});
