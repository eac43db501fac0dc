/** The mail itself: a letter on its way, and the mail server's answer as a plain outcome. */
import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Histogram } from 'prom-client';
import type { Plan } from './notice';

export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  /** Connections to the mail server, and so mails at a time. */
  readonly connections: number;
  /** Milliseconds after which an attempt counts as unanswered. */
  readonly patience?: number;
}

/** How long one attempt may take, from the connection to the last answer. */
export const PATIENCE = 20_000;

/** The letter, as the composer of mails takes it. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: { filename: string; content: string | Buffer; contentType: string; cid?: string }[];
}

export interface Sending {
  readonly plan: Pick<Plan, 'messageId' | 'language'>;
  readonly letter: Mail;
  readonly to: string;
  readonly correlation: string;
  readonly date: Date;
}

/** The command that the mail server's answer leads to. No answer is a deferral: the next attempt bears the same Message-ID. */
export interface MailOutcome {
  readonly type: 'RecordAccepted' | 'RecordDeferred' | 'RecordRejected';
  /** The server's number, `250`, or why there is none: `ESOCKET`, `unanswered`. */
  readonly code: string;
  /** The server's words; they may repeat the address. */
  readonly reply: string;
}

const attempts = new Histogram({
  name: 'qeyd_mail_attempt_seconds',
  help: 'How long the mail server took, by what came of the attempt.',
  labelNames: ['outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20],
});

/** The bare address of `Name <address>`. */
export const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

/** One pool of connections to the mail server. */
export class Mailer implements OnApplicationShutdown {
  readonly #transport;
  readonly #settings: MailSettings;
  readonly #patience: number;

  constructor(settings: MailSettings) {
    this.#settings = settings;
    this.#patience = settings.patience ?? PATIENCE;
    this.#transport = createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: settings.connections,
      maxMessages: Number.POSITIVE_INFINITY,
      // The pool must not send again by itself: every attempt is recorded.
      maxRequeues: 0,
      connectionTimeout: Math.min(this.#patience, 5_000),
    });
  }

  /** Never throws for what a mail server may do. */
  async send(sending: Sending): Promise<MailOutcome> {
    // Composed first: the transport would write every part of the message by itself.
    const raw = await this.#compose(sending);
    const attempt = new AbortController();
    const timer = setTimeout(() => attempt.abort(), this.#patience);
    const took = attempts.startTimer();
    const outcome = await this.#deliver(raw, sending.to, attempt.signal);
    clearTimeout(timer);
    took({ outcome: outcome.type });
    return outcome;
  }

  async #deliver(raw: Buffer, to: string, signal: AbortSignal): Promise<MailOutcome> {
    try {
      const envelope = { from: addressIn(this.#settings.from), to };
      const { response } = await this.#transport.sendMail({ envelope, raw, signal });
      return { type: 'RecordAccepted', code: response.slice(0, 3), reply: response };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  #compose({ plan, letter, to, correlation, date }: Sending): Promise<Buffer> {
    const message = new MailComposer({
      ...letter,
      from: this.#settings.from,
      to: { name: '', address: to },
      messageId: plan.messageId,
      date,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': plan.language, 'X-Correlation-Id': correlation },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return message.compile().build();
  }

  onApplicationShutdown(): void {
    this.#transport.close();
  }
}

interface SmtpFault extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * Only a 5xx about this address or this message is final. A 5xx at the greeting, the login or the sender is about us: it
 * would be the same for every notice, so it waits for repair.
 */
function outcomeOf(error: unknown): MailOutcome {
  const { code, command = '', responseCode, response, message } = error as SmtpFault;
  if (code === undefined) throw error;
  const reply = response ?? message;
  if (responseCode !== undefined) {
    const aboutTheMail = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
    return { type: aboutTheMail ? 'RecordRejected' : 'RecordDeferred', code: String(responseCode), reply };
  }
  if (code === 'EENVELOPE') return { type: 'RecordRejected', code: 'no-such-address', reply };
  return { type: 'RecordDeferred', code: code === 'ETIMEDOUT' || code === 'EABORT' ? 'unanswered' : code, reply };
}
