/** A mail server for tests: it keeps what it accepts and answers as it is told. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** How to answer: to the recipient, or to the whole message; `silent` takes the message and says nothing. */
export type Answer = 'accept' | 'silent' | { readonly at: 'recipient' | 'message'; readonly code: number };

export interface MailServer {
  readonly url: string;
  /** Everything whose DATA came in whole, also what was then refused or left unanswered. */
  readonly mails: Email[];
  /** The answers to come, in order; afterwards everything is accepted. */
  readonly answers: Answer[];
  close(): Promise<void>;
}

const refusal = (code: number): Error => Object.assign(new Error('not now, anna@example.org'), { responseCode: code });

export async function mailServer(): Promise<MailServer> {
  const mails: Email[] = [];
  const answers: Answer[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const [answer] = answers;
      if (typeof answer !== 'object' || answer.at !== 'recipient') return done();
      answers.shift();
      done(refusal(answer.code));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const answer = answers.shift() ?? 'accept';
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          if (answer === 'accept') done(null, 'queued as 1');
          else if (answer !== 'silent') done(refusal(answer.code));
        });
      });
    },
  });
  server.on('error', () => undefined); // a client that goes away in the middle
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    mails,
    answers,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
