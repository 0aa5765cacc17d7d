import type { CSSProperties, KeyboardEvent, ReactElement, ReactNode, Ref } from 'react';
import { focusRows, isInDetails } from './boardFocus.ts';
import styles from './BoardFrame.module.css';
import { NO_FILTER } from './treeFilter.ts';
import type { Board } from './useBoard.ts';

export interface BoardFrameProps {
  /** Accessible name of the half with the rows. */
  readonly label: string;
  /** For {@link focusRows} and {@link focusDetails}. */
  readonly ref: Ref<HTMLDivElement>;
  readonly board: Board;
  /** Toolbar and rows. */
  readonly children: ReactNode;
  readonly details: ReactNode;
  /** Asked at Escape before anything else; answers whether there was anything to give up. */
  readonly onEscape?: () => boolean;
  readonly style?: CSSProperties;
}

/** Rows with their toolbar, and details beside them. Escape leads from the details to the rows, and then out of the filter. */
export function BoardFrame({ ref, ...props }: BoardFrameProps): ReactElement {
  const { board } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const hasGivenUp = props.onEscape?.() === true;
    if (!hasGivenUp) {
      if (isInDetails(event.target)) focusRows(event.currentTarget);
      else if (board.filtering) board.setFilter(NO_FILTER);
      else return;
    }
    event.preventDefault();
  };
  return (
    <div ref={ref} className={styles.board} onKeyDown={onKeyDown}>
      <section className={styles.table} aria-label={props.label} style={props.style}>
        {props.children}
      </section>
      {props.details}
    </div>
  );
}
