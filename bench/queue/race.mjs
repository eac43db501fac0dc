/** Many attempts at once for few places, again and again, each time for places that nobody has yet. */

/**
 * `begin` answers the attempt on new places: `attempt(n)` resolves to whether the `n`-th of those who ask got one. Answers the attempts
 * a second, the time to make the places left out. Throws when a place was lost or given twice.
 */
export async function race({ attempts, slots, seats, seconds, warmUp }, begin) {
  const start = performance.now() + warmUp * 1000;
  let [races, time] = [0, 0];
  while (races === 0 || performance.now() < start + seconds * 1000) {
    const attempt = await begin();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: attempts }, (_, n) => attempt(n)));
    const took = performance.now() - began;
    const given = answers.filter(Boolean).length;
    if (given !== Math.min(attempts, slots * seats)) throw new Error(`${given} of ${slots * seats} places were given`);
    if (began < start) continue;
    races += 1;
    time += took;
  }
  return (races * attempts * 1000) / time;
}
