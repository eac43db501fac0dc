/** The topics as a reader of the documents meets them: who owns each, and what it is for. */
import { partner } from '../index';

export interface Topic {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** Where Qeyd answers what it receives here; `null` for a topic that Qeyd writes itself. */
  readonly repliesOn: string | null;
}

const told = (address: string, title: string, description: string): Topic => ({ address, title, description, repliesOn: null });

const between = (name: string): Topic[] => [
  {
    address: `in.${name}`,
    title: `Submissions of the partner \`${name}\``,
    description: `Written by the user \`${name}\` alone; every message is signed. Each one is answered on \`reply.${name}\`.`,
    repliesOn: `reply.${name}`,
  },
  told(`reply.${name}`, `Answers to the partner \`${name}\``, `Read by the user \`${name}\` alone.`),
];

export const topics: readonly Topic[] = [
  told(
    'intake',
    'Applications',
    'What intake accepted, whichever channel it came through. Key: the application (or departure notice).',
  ),
  told('registry', 'Registrations', 'What the register decided and how registrations end. Key: the person.'),
  told(
    'codebook',
    'Code-books',
    'Offices, services, countries, purposes, document types and the dated policy rows, from the beginning; how each office receives people. Key: the row (or office).',
  ),
  told(
    'booking',
    'Places in the queue',
    'The places that people have in the queue of an office. Key: the day of an office and service; a booking that is moved goes on under another key, in the order of its `sequence`.',
  ),
  told(
    'notification',
    'Notices',
    'What became of each notice, and the clock of one working day. Key: the notice (or the clock).',
  ),
  told(
    'checkpoint',
    'Checkpoints',
    'Every few minutes each log signs all its events so far; `ce_source` names the log, `ce_id` ends in the size. Keep them: what they sign can be proved to you, and cannot be changed behind your back. Key: the log.',
  ),
  ...partner.partners.flatMap(between),
];
