/** What a receipt states: that the Service took in an application, when, where and how; nothing of the person. */
import type { Acceptance } from '../application/application';

type Accepted = Omit<Acceptance, 'receipt' | 'warnings'>;

/** The claims of the JWS. */
export interface Receipt extends Pick<Accepted, 'receivedAt' | 'channel' | 'office' | 'daysLate'> {
  readonly iss: 'urn:qeyd:intake';
  /** The application's id. */
  readonly jti: string;
  /** The reference. */
  readonly sub: string;
  /** Seconds of the epoch, rounded down. */
  readonly iat: number;
  /** The event that the receipt proves, by stream and number. */
  readonly event: string;
}

export const receiptOf = ({ application, reference, receivedAt, channel, office, daysLate }: Accepted): Receipt => ({
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
