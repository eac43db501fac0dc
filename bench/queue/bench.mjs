/** The queue: who gets a place when many ask at once, and what it costs to compute which are free. */
import { benchRows } from '../log/bench.mjs';
import { rows } from './rows.mjs';

const how = `- Rounds, processes and ratios are those of the log. Everything is durable, and every race is for places that nobody has yet.
- _The agenda_ is the rule on its log, as the applications use it: a place that is given is an event that is sealed and hashed and a row of the view with its
  exclusion constraints. _The desk_ is what HTTP calls: it also keeps the request's number, identifies the visitor in the vault, and looks up what the person and the
  contact have already.
- Beside them an attempt is a transaction, over as many connections as serve it best (4 to 64 are tried before): it counts the slot up and writes a row for
  who got it, nothing else: no seat, no family, no person who must not have two.
- Free places are computed at every question from the plans of the offices and what the view says is taken at this moment; 4 ask, one after the other, of 100 offices with
  half of their places of a month taken. The row beside is one of the same table by its primary key, through the same pool.`;

/** See the options of `npm run bench`. */
export const benchQueue = (options) => benchRows({ name: 'queue', title: 'The queue', rows, how }, options);
