/** What a platform lends for long work on one thread. */
export interface Pace {
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number;
  /** Resolves after waiting messages and timers had their turn. */
  readonly yieldNow: () => Promise<void>;
}

/** Longest stretch of work between two pauses. A cancel is heard that much later. */
const STRETCH_MS = 20;

/** Interrupts long work so that other questions and a cancel are heard. */
export interface Pacer {
  /** Whether it is time for {@link Pacer.pause}. Reads the clock: ask once per some hundred steps. */
  isDue(): boolean;
  /** Lets others have their turn. Rejects with the signal's reason once the work was given up. */
  pause(): Promise<void>;
}

export function createPacer({ clock, yieldNow }: Pace, signal: AbortSignal | undefined): Pacer {
  let began = clock();
  return {
    isDue: () => clock() - began >= STRETCH_MS,
    async pause() {
      signal?.throwIfAborted();
      await yieldNow();
      signal?.throwIfAborted();
      began = clock();
    },
  };
}
