import { createLocalStrandPools, type StrandPool } from '../compare/strandPool.ts';
import { createDifferenceKernel } from '../kernels/differenceKernel.ts';
import { createKernel } from '../kernels/kernel.ts';
import type { OpenSource } from '../session/resources.ts';
import { createLocalPools } from '../stats/localPool.ts';
import type { ReductionPool } from '../stats/reductionPool.ts';
import { FileSource } from './fileSource.ts';
import { ThreadPool } from './threadPool.ts';

/** Bytes below which a file is reduced sooner than a thread has started. */
const SMALL_FILE: number = 32 << 20;

/** What reduces the tensors of a process's files. */
export interface ReductionPools {
  /** Threads for a large file, which start at once; this thread for a small one. */
  over(source: OpenSource): ReductionPool;
  /** Threads for files that are large together, this thread for small ones. */
  across(sources: readonly OpenSource[]): StrandPool;
  /** Ends the threads. */
  close(): Promise<void>;
}

export function createReductionPools(): ReductionPools {
  const threads = new ThreadPool();
  const local = createLocalPools(createKernel);
  const localStrands = createLocalStrandPools(createDifferenceKernel);
  return {
    over(source) {
      if (!(source instanceof FileSource) || source.size < SMALL_FILE) return local.over(source);
      threads.start();
      return threads.over(source);
    },
    across(sources) {
      const files = sources.filter((source) => source instanceof FileSource);
      const bytes = sources.reduce((sum, { size }) => sum + size, 0);
      if (files.length === sources.length && bytes >= SMALL_FILE) return threads.across(files);
      return localStrands.across(sources);
    },
    close: () => threads.close(),
  };
}
