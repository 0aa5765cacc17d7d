import { useState } from 'react';
import type { ComparisonOverview } from '../../shared/comparison.ts';
import { useReading, type Reading } from '../tensor/useReading.ts';
import type { Pair } from './pair.ts';

export interface Comparing extends Reading<ComparisonOverview> {
  /** Milliseconds from the start to the newest progress. */
  readonly elapsed: number;
}

/** Compares two files once they are on screen. What the engine compared before comes at once. */
export function useComparison({ key, comparison, engine }: Pair): Comparing {
  const [elapsed, setElapsed] = useState(0);
  const reading = useReading({
    subject: key,
    // A comparison was asked for by opening it: nobody wants to be asked once more.
    bytes: 0,
    read: ({ signal, onProgress }) => {
      const began = performance.now();
      return engine.compareFiles(comparison, {
        signal,
        onUpdate: (progress) => {
          setElapsed(performance.now() - began);
          onProgress(progress);
        },
      });
    },
  });
  return { ...reading, elapsed };
}
