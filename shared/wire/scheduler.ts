/** Time, as far as transports need it. `shared` knows no clock: shells hand one in, tests drive their own. */
export interface Scheduler {
  /** Milliseconds from an arbitrary start, never decreasing. */
  now(): number;
  /** Calls back once, after at least `ms` milliseconds. The result takes it back. */
  after(ms: number, callback: () => void): () => void;
}
