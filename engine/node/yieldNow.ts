import { setImmediate } from 'node:timers/promises';

/** Resolves after waiting messages and finished reads had their turn. */
export async function yieldNow(): Promise<void> {
  await setImmediate();
}
