/** Milliseconds between two deliveries: often enough to look alive, seldom enough for lists of thousands. */
const INTERVAL_MS = 100;

/** Gathers items that trickle in, so that whoever shows them works once for many. */
export interface Collector<T> {
  add(items: readonly T[]): void;
  /** Delivers what is still held. Call it when the last item has come. */
  flush(): void;
  /** Forgets what is still held. */
  drop(): void;
}

/** Delivers the first items soon and later ones in bunches, in the order in which they came. */
export function createCollector<T>(deliver: (items: readonly T[]) => void): Collector<T> {
  let held: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = (): void => {
    stop();
    const items = held;
    held = [];
    if (items.length > 0) deliver(items);
  };
  return {
    add(items) {
      held.push(...items);
      timer ??= setTimeout(flush, INTERVAL_MS);
    },
    flush,
    drop() {
      stop();
      held = [];
    },
  };
}
