import { useEffect, useRef, type ReactElement } from 'react';
import type { SeriesCheckpoint } from '../../shared/series.ts';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatExact, formatFigure } from '../ui/format/formatFigure.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { chooseDigits } from './normDigits.ts';
import { writeRate } from './checkpointLabels.ts';
import styles from './NormTable.module.css';

export interface NormTableProps {
  /** What tells the checkpoints apart: `Epoch`, `Step`, `File`. */
  readonly unit: string;
  readonly checkpoints: readonly SeriesCheckpoint[];
  readonly labels: readonly string[];
  readonly norms: Float64Array;
  readonly changes: Float64Array;
  readonly nan: Float64Array;
  readonly chosen: number;
  /** The checkpoint that the chart is pointed at. */
  readonly pointed: number | undefined;
  readonly onChoose: (checkpoint: number) => void;
}

/** A row's figures at every checkpoint. */
export function NormTable(props: NormTableProps): ReactElement {
  const { checkpoints, labels, norms, changes, nan, chosen, pointed, onChoose } = props;
  const digits = chooseDigits(norms);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => showRow(frame.current, pointed ?? chosen), [chosen, pointed]);
  return (
    <div ref={frame} className={styles.frame} role="region" aria-label="Figures at every checkpoint" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{props.unit}</th>
            <th scope="col">L2</th>
            <th scope="col">Change</th>
            <th scope="col">lr</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map((checkpoint, at) => (
            <tr
              key={checkpoint.file}
              aria-current={at === chosen ? 'true' : undefined}
              className={joinClasses(at === chosen && styles.chosen, at === pointed && styles.pointed)}
              onClick={() => onChoose(at)}
            >
              <th scope="row">{labels[at]}</th>
              <td title={exact(norms[at])}>
                {writeNorm(norms[at], digits)}
                {(nan[at] ?? 0) > 0 && <span className={styles.nan}> NaN {nan[at]}</span>}
              </td>
              <td title={exact(changes[at])} className={styles.quiet}>
                {formatChange(changes[at] ?? Number.NaN)}
              </td>
              <td className={styles.quiet}>
                {checkpoint.learningRate === undefined ? '–' : writeRate(checkpoint.learningRate)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Scrolls the frame, and nothing around it, until a row is in it. */
function showRow(frame: HTMLElement | null, at: number): void {
  const row = frame?.querySelectorAll<HTMLElement>('tbody tr')[at];
  const head = frame?.querySelector('thead')?.clientHeight ?? 0;
  if (!frame || !row) return;
  const { offsetTop: top, offsetHeight: height } = row;
  if (top - head < frame.scrollTop) frame.scrollTop = top - head;
  else if (top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + height - frame.clientHeight;
}

function writeNorm(norm: number = Number.NaN, digits: number): string {
  return Number.isNaN(norm) ? '–' : formatFigure(norm, digits);
}

function exact(figure: number = Number.NaN): string | undefined {
  return Number.isNaN(figure) ? undefined : formatExact(figure);
}
