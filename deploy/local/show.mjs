/** The main job, shown: one specimen filed over HTTP, one over Kafka, and the way that each went. */
export async function show() {}
