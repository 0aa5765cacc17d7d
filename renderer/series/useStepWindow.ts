import { useEffect, useRef, useState } from 'react';
import { moveWindow } from './matrixLayout.ts';

/** Which cells of a matrix are shown, where not all of them fit. */
export interface StepWindow {
  /** The first cell that is shown. */
  readonly first: number;
  readonly move: (first: number) => void;
}

/** A window over the cells that follows the chosen one, and stays at the end when cells are added there. */
export function useStepWindow(cells: number, shown: number, chosen: number): StepWindow {
  const [first, setFirst] = useState(() => moveWindow(cells, shown, cells));
  const before = useRef(chosen);
  useEffect(() => {
    if (before.current === chosen) return;
    before.current = chosen;
    setFirst((now) => moveWindow(now, shown, cells, chosen));
  }, [chosen, shown, cells]);
  return { first: moveWindow(first, shown, cells), move: (next) => setFirst(moveWindow(next, shown, cells)) };
}
