/** The load of one slice: callers that each ask again as soon as they are answered. */

/** Answers how often a second `work` was done; what ends in the warm-up is not counted. */
export async function hammer({ callers, seconds, warmUp }, work) {
  const start = performance.now() + warmUp * 1000;
  const end = start + seconds * 1000;
  let done = 0;
  const call = async () => {
    for (;;) {
      await work();
      const now = performance.now();
      if (now > end) return;
      if (now > start) done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return done / seconds;
}
