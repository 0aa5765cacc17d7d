import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { formatIndex, indexOf, lineRange, type ElementLines } from './elementLines.ts';
import styles from './ValueGrid.module.css';

/** Pixels; equals the style sheet's. */
export const LINE_HEIGHT = 20;
/** Lines that are drawn above and below what is seen. */
const SPARE_LINES = 4;

export interface ValueGridProps {
  readonly lines: ElementLines;
  /** First line of the page, and how many it has. */
  readonly firstLine: number;
  readonly count: number;
  /** Pixels of the grid, at most. */
  readonly height: number;
  /** Pixels to scroll to, once for every new object. */
  readonly jump: { readonly top: number };
  /** Characters of a value and of an index. */
  readonly characters: number;
  readonly indexCharacters: number;
  /** The element that is pointed at or was gone to. */
  readonly marked: number | undefined;
  readonly textOf: (element: number) => string | undefined;
  /** Tells which elements are in sight. */
  readonly onSeen: (range: { readonly from: number; readonly to: number }) => void;
}

/** Numbers in lines, each behind the index of its first one. Only what is in sight exists. */
export function ValueGrid(props: ValueGridProps): ReactElement {
  const { lines, firstLine, count, height, jump } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const inSight = Math.ceil(height / LINE_HEIGHT) + SPARE_LINES;
  const first = Math.max(0, Math.min(count - inSight, Math.floor(scrollTop / LINE_HEIGHT) - SPARE_LINES / 2));
  const shown = Math.min(count - first, inSight + SPARE_LINES);
  useSeen(props, firstLine + first, shown);
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = jump.top;
  }, [jump]);
  const cell = { inlineSize: `${props.characters}ch` };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Values"
      aria-rowcount={lines.lines}
      aria-colcount={lines.perLine + 1}
      tabIndex={0}
      className={styles.grid}
      style={{ height: `${Math.min(height, count * LINE_HEIGHT + 2)}px` }}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div className={styles.space} style={{ height: `${count * LINE_HEIGHT}px` }}>
        {Array.from({ length: shown }, (_, i) => {
          const line = firstLine + first + i;
          const { start, count: cells } = lineRange(lines, line);
          return (
            <div
              key={line}
              role="row"
              aria-rowindex={line + 1}
              className={styles.line}
              style={{ transform: `translateY(${(first + i) * LINE_HEIGHT}px)` }}
            >
              <span role="rowheader" className={styles.index} style={{ inlineSize: `${props.indexCharacters}ch` }}>
                {formatIndex(indexOf(lines.shape, start))}
              </span>
              {Array.from({ length: cells }, (_value, column) => (
                <ValueCell
                  key={start + column}
                  text={props.textOf(start + column)}
                  isMarked={props.marked === start + column}
                  style={cell}
                />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface ValueCellProps {
  readonly text: string | undefined;
  readonly isMarked: boolean;
  readonly style: React.CSSProperties;
}

const ValueCell: React.NamedExoticComponent<ValueCellProps> = memo(function ValueCell({ text, isMarked, style }) {
  return (
    <span role="gridcell" className={styles.value} style={style} title={text} data-marked={isMarked || undefined}>
      {text ?? <i className={styles.stub} />}
    </span>
  );
});

function useSeen({ lines, onSeen }: ValueGridProps, line: number, count: number): void {
  const from = count > 0 ? lineRange(lines, line).start : 0;
  const last = count > 0 ? lineRange(lines, line + count - 1) : { start: 0, count: 0 };
  const to = last.start + last.count;
  useEffect(() => onSeen({ from, to }), [from, to, onSeen]);
}
