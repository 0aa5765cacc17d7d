import { useLayoutEffect, useRef, type ReactElement } from 'react';
import type { StepWindow } from './useStepWindow.ts';
import styles from './StepScroll.module.css';

export interface StepScrollProps {
  readonly cells: number;
  readonly shown: number;
  readonly window: StepWindow;
}

/** A scroll bar over cells that do not all fit; the keys that choose a checkpoint move them too. */
export function StepScroll({ cells, shown, window }: StepScrollProps): ReactElement | undefined {
  const bar = useRef<HTMLDivElement>(null);
  const { first } = window;
  useLayoutEffect(() => {
    const { current } = bar;
    if (current === null) return;
    const left = first * stepOf(current, cells - shown);
    if (Math.abs(current.scrollLeft - left) >= 1) current.scrollLeft = left;
  }, [first, cells, shown]);
  if (shown >= cells) return undefined;
  return (
    <div
      ref={bar}
      aria-hidden="true"
      className={styles.bar}
      onScroll={(event) => {
        const step = stepOf(event.currentTarget, cells - shown);
        if (step > 0) window.move(Math.round(event.currentTarget.scrollLeft / step));
      }}
    >
      <div style={{ width: `${(100 * cells) / shown}%` }} className={styles.length} />
    </div>
  );
}

/** Pixels of the bar for one cell. */
function stepOf({ scrollWidth, clientWidth }: HTMLElement, steps: number): number {
  return steps > 0 ? (scrollWidth - clientWidth) / steps : 0;
}
