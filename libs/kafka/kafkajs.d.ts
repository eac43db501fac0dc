/** A part of the client that its own types leave out. */
declare module 'kafkajs/src/network/requestQueue/index' {
  class RequestQueue {
    readonly pending: readonly unknown[];
    /** Milliseconds since the epoch. */
    readonly throttledUntil: number;
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
  }
  export = RequestQueue;
}
