/** What every log tells of itself: signed checkpoints, by which anyone can hold it to what it said before. */
import { Type } from '@sinclair/typebox';
import { closed, contract, described } from './contract';

/** The services that keep a log; each signs its own, so they share the topic. */
export const logs = ['intake', 'registration-registry', 'queue-booking', 'notification'] as const;

export const CheckpointSigned = contract(
  'checkpoint',
  'CheckpointSigned',
  1,
  'A log signed all its events so far: none of them can be changed or taken away unnoticed.',
  closed({
    size: described('The number of events that are signed; also the position of the last one.', Type.Integer({ minimum: 1 })),
    note: described(
      'The checkpoint as a signed note (c2sp.org/tlog-checkpoint): the log, the size, the Merkle root, `chain` with the hash of the last commit, `time`, a blank line, the signature with the id of its key.',
      Type.String({ minLength: 1, maxLength: 4000 }),
    ),
  }),
);
