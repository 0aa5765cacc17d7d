import type { Pacer } from './pacer.ts';

/** Work that can be interrupted: it yields every few hundred steps of its own, and returns what came of it. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Steps between two looks at the clock. */
export const STEPS_PER_LOOK = 256;

/** Does all of the work at once. */
export function finishSteps<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does the work so that others have their turn; without a pacer, at once. Rejects as soon as the work is given up. */
export async function paceSteps<Result>(steps: Steps<Result>, pacer: Pacer | undefined): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (pacer?.isDue() === true) await pacer.pause();
  }
}

/** Calls `visit` for each item, as interruptible work. */
export function* stepThrough<Item>(
  items: Iterable<Item>,
  visit: (item: Item, place: number) => void,
): Steps<undefined> {
  let place = 0;
  for (const item of items) {
    visit(item, place++);
    if (place % STEPS_PER_LOOK === 0) yield;
  }
}
