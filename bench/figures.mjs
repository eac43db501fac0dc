/** Figures from measurements: quantiles of one slice, and the median and spread over several rounds. */

/** The value below which the share `q` of the sorted values lies (nearest rank). */
export const quantile = (sorted, q) => (sorted.length ? sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] : NaN);

export function quantilesOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99), count: sorted.length };
}

/** Over the rounds: the median, the least and the most. */
export function overRounds(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1) };
}

const short = (value) => (Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** `12.3 (11.0–15.2)`; without the spread when there was one round only. */
export function told({ median, least, most }) {
  return least === most ? short(median) : `${short(median)} (${short(least)}–${short(most)})`;
}
