import type { Pacer } from '../pacer.ts';

/** How a long reading of one tensor is followed and given up. */
export interface Following {
  readonly signal?: AbortSignal;
  /** Elements or bytes so far, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Lets other questions in between. */
  readonly pacer?: Pacer;
}
