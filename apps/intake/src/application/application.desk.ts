/** Takes a form in, through whatever channel it came: examined, given its ids, ready to be executed on its stream. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Cause, type Instant } from '@qeyd/core';
import type { Request } from '@qeyd/event-store';
import { Vault } from '@qeyd/privacy';
import { CodeBookCopy, referenceOf, Reservations, type Slot } from '@qeyd/service';
import type { Circumstances, StayForm } from '../form/form';
import { ownerText, placeText } from '../form/identity';
import { readMrz } from '../form/mrz.read';
import { People } from '../form/people.vault';
import { Receipts } from '../receipt/receipt.jws';
import { receiptOf } from '../receipt/receipt';
import type { Submission } from '../submission/submission';
import {
  application,
  type Application,
  type ApplicationCommand,
  type ApplicationEvent,
  type ApplicationRefusal,
  type Identified,
} from './application';
import { examine, type Filing, type NotFiled } from './filing';

/** What a channel knows about a form besides its text. */
export interface Arrival extends Pick<Circumstances, 'channel' | 'filedBy' | 'office' | 'backdated' | 'ticket' | 'now'> {
  /** When the channel counts the form as received that arrived at this time. */
  readonly receivedAt: (arrivedAt: Instant) => Instant;
  /** By what a repetition is recognised; `null`: it cannot be repeated. */
  readonly slot: Slot | null;
  readonly submission: Submission | null;
  readonly cause: Cause;
}

export type FileRequest = Request<Application, ApplicationCommand, ApplicationEvent, ApplicationRefusal>;

@Injectable()
export class FilingDesk {
  constructor(
    private readonly vault: Vault,
    private readonly people: People,
    private readonly reservations: Reservations,
    private readonly codeBooks: CodeBookCopy,
    private readonly receipts: Receipts,
  ) {}

  /** The request to execute, or why there is none. What was reserved once is judged as of its first arrival for ever. */
  async take(form: StayForm, arrival: Arrival): Promise<FileRequest | NotFiled> {
    const { slot, now, office, backdated, ticket, cause } = arrival;
    const fingerprint = this.reservations.fingerprint(slot, { form, office, backdated, ticket: ticket ?? undefined });
    const examineAt = await this.examiner(form, arrival);
    const first = examineAt(now);
    const reserved = isRefused(first)
      ? await this.reservations.find(slot)
      : await this.reservations.reserve(slot, fingerprint, now);
    if (isRefused(first) && !reserved) return first;
    if (reserved?.fingerprint !== fingerprint) return { refused: 'idempotency-key-reused', details: { faults: [] } };
    const { id, fresh } = reserved;
    const filing = fresh ? first : examineAt(reserved.at);
    if (isRefused(filing)) return filing;
    const identified = await this.identify(id, form, filing, arrival.submission);
    return { decider: application, id, command: { type: 'File', identified, filing }, cause, fresh };
  }

  private async examiner(form: StayForm, arrival: Arrival): Promise<(arrivedAt: Instant) => Filing | NotFiled> {
    const book = await this.codeBooks.current();
    const mrz = form.document.mrz === undefined ? null : readMrz(form.document.mrz);
    return (now) => examine(form, { ...arrival, now, receivedAt: arrival.receivedAt(now), mrz, book });
  }

  private async identify(id: string, form: StayForm, { facts }: Filing, submission: Submission | null): Promise<Identified> {
    const owner = ownerText(form.host);
    const reference = referenceOf(id);
    return {
      application: id,
      reference,
      person: await this.people.bearerOf(form.document),
      place: this.vault.blindIndex('place', placeText(form.stay.address)),
      owner: owner === null ? null : this.vault.blindIndex('owner', owner),
      submission,
      receipt: this.receipts.sign(receiptOf({ application: id, reference, ...facts })),
    };
  }
}
