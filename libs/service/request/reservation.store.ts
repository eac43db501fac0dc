/** What a client's key was used for: the id that it was given, so that a repeated request meets the same stream. */
import { Injectable } from '@nestjs/common';
import type { Instant } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import { Vault } from '@qeyd/privacy';
import { canonicalJson } from './canonical';

/** A key of one client: an HTTP caller and its `Idempotency-Key`, or a partner and the id of its message. */
export interface Slot {
  readonly client: string;
  readonly key: string;
}

export interface Reservation {
  readonly id: string;
  /** Keyed hash of what was asked. */
  readonly fingerprint: string;
  /** When it was asked first. */
  readonly at: Instant;
  /** Nobody had asked before. */
  readonly fresh: boolean;
}

/** For the migration of a service that keeps them; it may SELECT, INSERT and UPDATE. */
export const RESERVATION_TABLE = `
  CREATE TABLE reservation (
    client text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (client, key)
  );`;

interface Row {
  readonly id: string;
  readonly fingerprint: string;
  readonly at: Date;
}

/** The update changes nothing: it makes the row of an earlier, even of a simultaneous, request come back. */
const RESERVE = `
  INSERT INTO reservation (client, key, fingerprint, id, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (client, key) DO UPDATE SET client = excluded.client
  RETURNING id, fingerprint, at`;

@Injectable()
export class Reservations {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
  ) {}

  /** Keyed hash of what is asked; without a slot there will be nothing to compare it with. */
  fingerprint(slot: Slot | null, content: unknown): string {
    return slot === null ? '' : this.vault.blindIndex('reservation', canonicalJson(content));
  }

  async find(slot: Slot | null): Promise<Reservation | null> {
    if (!slot) return null;
    const text = 'SELECT id, fingerprint, at FROM reservation WHERE client = $1 AND key = $2';
    const [row] = await this.log.query<Row>(text, [slot.client, slot.key]);
    return row ? { ...row, at: row.at.toISOString(), fresh: false } : null;
  }

  /** Without a slot nothing can be repeated, and nothing is kept. */
  async reserve(slot: Slot | null, fingerprint: string, now: Instant): Promise<Reservation> {
    const id = newId();
    const mine: Reservation = { id, fingerprint, at: now, fresh: true };
    if (!slot) return mine;
    const [row] = await this.log.query<Row>(RESERVE, [slot.client, slot.key, fingerprint, id, now]);
    return !row || row.id === id ? mine : { ...row, at: row.at.toISOString(), fresh: false };
  }
}
