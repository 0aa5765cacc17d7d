import type { ComparedCheckpoints } from './comparedCheckpoints.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import { type ComparingParts, type HeldComparison, runComparison } from './runComparison.ts';
import { SharedRun, type Waiting } from './sharedRun.ts';

type Run = SharedRun<HeldComparison>;

/**
 * What comparing open files came to. Each pair is compared once, whoever asks; the outcome goes with the files when they are closed. A
 * run that failed or was given up is not kept.
 */
export class Comparisons {
  readonly #parts: ComparingParts;
  readonly #runs = new WeakMap<OpenCheckpoint, WeakMap<OpenCheckpoint, Map<boolean, Run>>>();
  readonly #reading = new Set<{ readonly pair: ComparedCheckpoints; readonly ended: Promise<void> }>();

  constructor(parts: ComparingParts) {
    this.#parts = parts;
  }

  /** The comparison of a pair: at once if it was made before, else together with whoever else waits for it. */
  get(pair: ComparedCheckpoints, waiting: Waiting): Promise<HeldComparison> {
    const runs = this.#runsOf(pair);
    const known = runs.get(pair.align);
    const run = known === undefined || known.isGivenUp ? this.#start(pair, runs) : known;
    return run.wait(waiting);
  }

  /** Resolves when nothing reads from a file any more. */
  async settle(checkpoint: OpenCheckpoint): Promise<void> {
    const mine = [...this.#reading].filter(({ pair }) => pair.left === checkpoint || pair.right === checkpoint);
    await Promise.all(mine.map(({ ended }) => ended));
  }

  #runsOf({ left, right }: ComparedCheckpoints): Map<boolean, Run> {
    const byRight = this.#runs.get(left) ?? new WeakMap<OpenCheckpoint, Map<boolean, Run>>();
    this.#runs.set(left, byRight);
    const runs = byRight.get(right) ?? new Map<boolean, Run>();
    byRight.set(right, runs);
    return runs;
  }

  #start(pair: ComparedCheckpoints, runs: Map<boolean, Run>): Run {
    let isKept = false;
    const run = new SharedRun<HeldComparison>(async (signal, onProgress) => {
      const held = await runComparison(pair, this.#parts, { signal, onProgress });
      isKept = true;
      return held;
    });
    runs.set(pair.align, run);
    const reading = { pair, ended: run.ended };
    this.#reading.add(reading);
    void run.ended.then(() => {
      this.#reading.delete(reading);
      if (!isKept && runs.get(pair.align) === run) runs.delete(pair.align);
    });
    return run;
  }
}
