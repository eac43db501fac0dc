/** What must be true of the places, whatever was killed: the outside record against the log, and the log against itself. Pure. */

/**
 * `events` of the agendas in order of position: `{ position, commit, stream, type, data }`, those of one commit with the same
 * `commit`; `standing` are the rows of the view in force by record: `{ stream, booking, person, startsAt, seat }`; `record` is what callers were answered, in order: `{ word, booking, stream,
 * startsAt, seat }` with the words `held`, `confirmed`, `leaving` (it was asked to, the answer may never have come) and `moved`;
 * `seats` is the capacity of a slot. Answers `{ given, confirmed, over, twice, lost, broken }`, the last four as sentences.
 */
export function judge({ events, standing, record, seats }) {
  const faults = { over: [], twice: [], lost: [], broken: [] };
  const history = replayed(events, seats, faults);
  checkView(history.standing, standing, faults);
  checkRecord(history, record, faults);
  const words = (word) => record.filter((line) => line.word === word).length;
  return { given: words('held'), confirmed: words('confirmed'), moved: words('moved'), ...faults };
}

export const isWhole = ({ over, twice, lost, broken }) => [over, twice, lost, broken].every(({ length }) => length === 0);

const placeOf = ({ stream, startsAt, seat }) => `${stream} ${startsAt} ${seat}`;

/**
 * Who has which seat after each event, by the words of the events alone. A person has one place after each commit: in between, one that is
 * taken may stand before one that is given back at the same moment, which nobody ever sees.
 */
function replayed(events, seats, { over, twice, broken }) {
  const bookings = new Map();
  const [bySeat, byPerson] = [new Map(), new Map()];
  const everHeld = new Set();
  const confirmed = new Set();
  const touched = new Set();
  const leave = (stream, booking) => {
    const known = bookings.get(`${stream} ${booking}`);
    bookings.delete(`${stream} ${booking}`);
    if (!known) return null;
    bySeat.delete(placeOf(known));
    byPerson.get(known.person)?.delete(known);
    return known;
  };
  for (const [i, { position, commit, stream, type, data }] of events.entries()) {
    if (type === 'PlaceHeld') {
      const { booking, person, startsAt, seat, heldUntil } = data;
      const one = { stream, booking, person, startsAt, seat, until: heldUntil };
      if (seat < 1 || seat > seats) over.push(`position ${position} gives seat ${seat} of ${seats}`);
      if (bySeat.has(placeOf(one)))
        twice.push(`position ${position} gives ${placeOf(one)} to ${booking} and ${bySeat.get(placeOf(one))}`);
      bySeat.set(placeOf(one), booking);
      byPerson.set(person, (byPerson.get(person) ?? new Set()).add(one));
      touched.add(person);
      bookings.set(`${stream} ${booking}`, one);
      everHeld.add(`${placeOf(one)} ${booking}`);
    } else if (type === 'BookingConfirmed' || type === 'BookingMoved') {
      const known = bookings.get(`${stream} ${data.booking}`);
      if (!known) broken.push(`position ${position} confirms a booking that has no place`);
      else if (type === 'BookingConfirmed' && data.confirmedAt >= known.until)
        broken.push(`position ${position} confirms a hold that was over`);
      confirmed.add(data.booking);
    } else if (!leave(stream, data.booking)) broken.push(`position ${position} ends a booking that has no place`);
    if (events[i + 1]?.commit === commit) continue;
    for (const person of touched)
      if (byPerson.get(person).size > 1) twice.push(`the commit of position ${position} leaves ${person} with two places`);
    touched.clear();
  }
  return { standing: bookings, everHeld, confirmed };
}

/** The view says what a replay says. */
function checkView(replay, standing, { broken }) {
  for (const row of standing) {
    const known = replay.get(`${row.stream} ${row.booking}`);
    if (!known || placeOf(known) !== placeOf(row) || known.person !== row.person)
      broken.push(`the view has ${placeOf(row)} of ${row.booking}`);
  }
  if (standing.length !== replay.size) broken.push(`the view has ${standing.length} places, a replay ${replay.size}`);
}

/** Every place that was answered "yours" was given, and what was confirmed stands where it was answered until its owner asks to leave. */
function checkRecord({ standing, everHeld, confirmed }, record, { lost }) {
  const last = new Map();
  for (const line of record) {
    if ((line.word === 'held' || line.word === 'moved') && !everHeld.has(`${placeOf(line)} ${line.booking}`))
      lost.push(`${line.booking} was answered ${placeOf(line)}, which was never given`);
    if (line.word === 'confirmed' && !confirmed.has(line.booking))
      lost.push(`${line.booking} was answered "confirmed", and is not`);
    last.set(line.booking, line);
  }
  for (const line of last.values()) {
    if (line.word !== 'confirmed' && line.word !== 'moved') continue;
    const known = standing.get(`${line.stream} ${line.booking}`);
    if (!known || placeOf(known) !== placeOf(line))
      lost.push(`${line.booking} was confirmed at ${placeOf(line)} and is not there`);
  }
}
