/** Takes a form in, through whatever channel it came: examined, given its ids, ready to be executed on its stream. */
import { Injectable } from '@nestjs/common';
import { isRefused, refuse, type Cause, type Instant, type Refused } from '@qeyd/core';
import type { Request } from '@qeyd/event-store';
import { Vault } from '@qeyd/privacy';
import { CodeBookCopy } from '../codebook/codebook.copy';
import type { Circumstances, StayForm } from '../form/form';
import { documentIdentity, ownerText, placeText } from '../form/identity';
import { readMrz } from '../form/mrz.read';
import { Receipts } from '../receipt/receipt.jws';
import { receiptOf } from '../receipt/receipt';
import { referenceOf } from '../receipt/reference';
import { Reservations, type Slot } from '../reservation/reservation.store';
import type { Submission } from '../submission/submission';
import {
  application,
  type Application,
  type ApplicationCommand,
  type ApplicationEvent,
  type ApplicationRefusal,
  type Identified,
} from './application';
import { examine, type Filing, type NotAcceptable } from './filing';

/** What a channel knows about a form besides its text. */
export interface Arrival extends Pick<Circumstances, 'channel' | 'filedBy' | 'office' | 'backdated' | 'now'> {
  /** When the channel counts it as received, seen from the time of its first arrival. */
  receivedAt(now: Instant): Instant;
  /** What a repetition is recognised by; `null`: it cannot be repeated. */
  readonly slot: Slot | null;
  readonly submission: Submission | null;
  readonly cause: Cause;
}

export type FileRequest = Request<Application, ApplicationCommand, ApplicationEvent, ApplicationRefusal>;

@Injectable()
export class FilingDesk {
  constructor(
    private readonly vault: Vault,
    private readonly reservations: Reservations,
    private readonly codeBooks: CodeBookCopy,
    private readonly receipts: Receipts,
  ) {}

  /** The request to execute, or why there is none. A repetition is judged at the time of its first arrival. */
  async take(form: StayForm, arrival: Arrival): Promise<FileRequest | NotAcceptable | Refused<'idempotency-key-reused'>> {
    const { slot, office, backdated } = arrival;
    const judge = await this.judge(form, arrival);
    const fingerprint = this.reservations.fingerprint({ form, office, backdated });
    const first = judge(arrival.now);
    const kept = isRefused(first)
      ? slot && (await this.reservations.find(slot))
      : await this.reservations.reserve(slot, fingerprint, arrival.now);
    if (kept && kept.fingerprint !== fingerprint) return refuse('idempotency-key-reused');
    const filing = !kept || kept.fresh ? first : judge(kept.at);
    if (!kept || isRefused(filing)) return filing as NotAcceptable;
    const identified = await this.identify(kept.id, form, filing, arrival.submission);
    const command: ApplicationCommand = { type: 'File', identified, filing };
    return { decider: application, id: kept.id, command, cause: arrival.cause, fresh: kept.fresh };
  }

  private async judge(form: StayForm, { receivedAt, ...arrival }: Arrival): Promise<(now: Instant) => Filing | NotAcceptable> {
    const book = await this.codeBooks.current();
    const mrz = form.document.mrz === undefined ? null : readMrz(form.document.mrz);
    return (now) => examine(form, { ...arrival, now, receivedAt: receivedAt(now), mrz, book });
  }

  private async identify(id: string, form: StayForm, { facts }: Filing, submission: Submission | null): Promise<Identified> {
    const [person] = await this.vault.identify([documentIdentity(form.document)]);
    const owner = ownerText(form.host);
    const reference = referenceOf(id);
    return {
      application: id,
      reference,
      person: person as string,
      place: this.vault.blindIndex('place', placeText(form.stay.address)),
      owner: owner === null ? null : this.vault.blindIndex('owner', owner),
      submission,
      receipt: this.receipts.sign(receiptOf({ application: id, reference, ...facts })),
    };
  }
}
