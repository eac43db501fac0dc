/** How many of those who booked will come, and how sure that is: a Beta-binomial forecast from counts of who came before. */

/** Of so many people who had a place, so many came. */
export interface Attendance {
  readonly booked: number;
  readonly came: number;
}

/** The shares that are possible after what was seen, as the Beta distribution with these parameters; before anything was seen, all alike. */
const sharesOf = ({ booked, came }: Attendance) => ({ alpha: came + 1, beta: booked - came + 1 });

/** The share of people who do not come, as is to be expected. */
export function expectedNoShows(seen: Attendance): number {
  const { alpha, beta } = sharesOf(seen);
  return beta / (alpha + beta);
}

/**
 * The probability that more than `seats` of `booked` people come. The share that comes is not known but only seen in counts; with few of them the
 * risk is higher (Beta-binomial distribution; its terms follow from one another, beginning with that everybody comes).
 */
export function riskOfMore(seen: Attendance, booked: number, seats: number): number {
  const { alpha, beta } = sharesOf(seen);
  let term = 1;
  for (let i = 0; i < booked; i++) term *= (alpha + i) / (alpha + beta + i);
  let risk = 0;
  for (let come = booked; come > seats; come--) {
    risk += term;
    term *= (come * (beta + booked - come)) / ((booked - come + 1) * (alpha + come - 1));
  }
  return risk;
}

/** The terms of overbooking: at most so many seats more in a slot, and only while the risk that more come than there are seats stays below. */
export interface Overbooking {
  readonly seats: number;
  readonly risk: number;
}

/** How many seats more than there are a slot may give out. */
export function seatsMore(seen: Attendance, seats: number, { seats: most, risk }: Overbooking): number {
  let more = 0;
  while (more < most && riskOfMore(seen, seats + more + 1, seats) <= risk) more += 1;
  return more;
}
