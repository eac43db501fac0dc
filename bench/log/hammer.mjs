/** The load of one slice: callers that each ask again as soon as they are answered. */

/** Answers how often a second `work` was done, which gets a number that grows; what ends in the warm-up is not counted. */
export async function hammer({ callers, seconds, warmUp }, work) {
  const start = performance.now() + warmUp * 1000;
  const end = start + seconds * 1000;
  let asked = 0;
  let done = 0;
  const call = async () => {
    for (;;) {
      await work(asked++);
      const now = performance.now();
      if (now > end) return;
      if (now > start) done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return done / seconds;
}

const STREAMS = 1000;

/** The names of a thousand streams with five events each, which `make` appends and names. */
export async function streamsOfFive(make) {
  const names = [];
  while (names.length < STREAMS) names.push(...(await Promise.all(Array.from({ length: 50 }, make))));
  return names;
}

/** So many a second, from now until `work` is done. */
export async function rateOf(count, work) {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * 1000;
}
