/** The mail itself: a plan becomes text and HTML, and the mail server's answer becomes a plain outcome. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { createTransport } from 'nodemailer';
import type { Plan } from './notice';
import { pageOf, type Page } from './templates/letter';

export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  /** Where a signed receipt is checked; named in every mail. */
  readonly verifyAt: string;
  /** Connections to the mail server, and so mails at a time. */
  readonly connections: number;
  /** Milliseconds without an answer before an attempt counts as unanswered. */
  readonly patience?: number;
}

export interface Sending {
  readonly plan: Plan;
  readonly to: string;
  readonly correlation: string;
  readonly date: Date;
}

/** `unknown` is part of `deferred`: the server may have taken the mail, so the next attempt bears the same Message-ID. */
export interface MailOutcome {
  readonly became: 'accepted' | 'deferred' | 'rejected';
  /** The server's number, `250`, or why there is none: `ECONNECTION`, `unanswered`. */
  readonly code: string;
  /** The server's words; they may repeat the address. */
  readonly reply: string;
}

const layout = (name: string, noEscape: boolean) =>
  Handlebars.compile<Page>(readFileSync(join(__dirname, 'templates', name), 'utf8'), { noEscape, strict: true });

const asText = layout('notice.text.hbs', true);
const asHtml = layout('notice.html.hbs', false);

const render = (plan: Plan, verifyAt: string) => {
  const page = pageOf(plan, verifyAt);
  return { subject: page.subject, text: asText(page), html: asHtml(page) };
};

/** One pool of connections to the mail server. */
export class Mailer {
  readonly #transport;
  readonly #settings: MailSettings;

  constructor(settings: MailSettings) {
    const patience = settings.patience ?? 20_000;
    this.#settings = settings;
    this.#transport = createTransport({
      url: settings.smtpUrl,
      pool: true,
      maxConnections: settings.connections,
      maxMessages: Number.POSITIVE_INFINITY,
      // The pool must not send again by itself: every attempt is recorded.
      maxRequeues: 0,
      connectionTimeout: Math.min(patience, 5_000),
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Never throws for what a mail server may do. */
  async send({ plan, to, correlation, date }: Sending): Promise<MailOutcome> {
    try {
      const { response } = await this.#transport.sendMail({
        ...render(plan, this.#settings.verifyAt),
        from: this.#settings.from,
        to: { name: '', address: to },
        messageId: plan.messageId,
        date,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': plan.language, 'X-Correlation-Id': correlation },
      });
      return { became: 'accepted', code: response.slice(0, 3), reply: response };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  close(): void {
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
  if (!(error instanceof Error)) throw error;
  const { code = 'error', command = '', responseCode, response, message }: SmtpFault = error;
  const reply = response ?? message;
  if (responseCode !== undefined) {
    const aboutTheMail = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
    return { became: aboutTheMail ? 'rejected' : 'deferred', code: String(responseCode), reply };
  }
  if (code === 'EENVELOPE') return { became: 'rejected', code: 'no-such-address', reply };
  return { became: 'deferred', code: code === 'ETIMEDOUT' ? 'unanswered' : code, reply };
}
