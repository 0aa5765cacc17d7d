import { useMemo, useState, type ReactElement } from 'react';
import type { MatchDetail } from '../../shared/comparison.ts';
import { Section } from '../detail/Section.tsx';
import { AxisControls } from '../tensor/AxisControls.tsx';
import { ColorBar } from '../tensor/ColorBar.tsx';
import { elementOf, formatIndex } from '../tensor/elementLines.ts';
import { Heatmap, type Element } from '../tensor/Heatmap.tsx';
import { frameSize } from '../tensor/paintCells.ts';
import { ReadingState } from '../tensor/ReadingState.tsx';
import { valueAt, type ShownSlice } from '../tensor/shownSlice.ts';
import { extentOf, formatPlane, indexInTensor, type SlicePlane } from '../tensor/slicePlane.ts';
import { wholeWindow, type Extent, type SliceWindow } from '../tensor/sliceWindow.ts';
import { useReading, type Reading } from '../tensor/useReading.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import { ZoomControls } from '../tensor/ZoomControls.tsx';
import { centredLimits } from '../ui/colorMap.ts';
import styles from './DifferenceSection.module.css';
import { describeAxes, firstDifferencePlane } from './differencePlane.ts';
import { formatSigned } from './figureText.ts';
import { nameSubject, type MatchSubject } from './subject.ts';
import { useBothValues } from './useBothValues.ts';

/** Pixels that the heatmap may be high. */
const HEIGHT = 168;

/** An element that is pointed at, and how far its two values are apart. */
export interface PointedDifference {
  readonly index: readonly number[];
  readonly value: number;
}

export interface DifferenceSectionProps {
  readonly subject: MatchSubject;
  readonly match: MatchDetail;
  readonly shape: readonly number[];
  /** The largest absolute difference: the limits of the colours. */
  readonly reach: number;
  /** Bytes of both sides. */
  readonly bytes: number;
  /** Pixels of the section's content. */
  readonly width: number;
  /** Differences that are pointed at elsewhere: their cells stand out. */
  readonly lit: ValueRange | undefined;
  readonly onPoint: (element: PointedDifference | undefined) => void;
}

/** Where two tensors differ, as colours around zero. Mount it with the node as its key: another tensor has other axes. */
export function DifferenceSection(props: DifferenceSectionProps): ReactElement {
  const { subject, match, shape, onPoint } = props;
  const [plane, setPlane] = useState<SlicePlane>(() => firstDifferencePlane(shape));
  const whole = extentOf(shape, plane);
  const [chosen, setWindow] = useState<SliceWindow>();
  const [marked, setMarked] = useState<Element>();
  const window = chosen ?? wholeWindow(whole);
  const frame = frameSize(whole, { width: props.width, height: HEIGHT });
  const reading = useDifference(props, plane, window, frame);
  const shown = reading.value;
  const limits = useMemo(() => centredLimits(-props.reach, props.reach), [props.reach]);
  const index = marked && indexInTensor(shape, plane, marked);
  const both = useBothValues(subject, match, index && elementOf(shape, index));
  const point = (element: Element | undefined): void => {
    setMarked(element);
    const value = element && shown && valueAt(shown, element);
    onPoint(element && value !== undefined ? { index: indexInTensor(shape, plane, element), value } : undefined);
  };
  const choosePlane = (next: SlicePlane): void => {
    if (next.rowAxis !== plane.rowAxis || next.columnAxis !== plane.columnAxis) setWindow(undefined);
    setMarked(undefined);
    setPlane(next);
  };
  return (
    <Section
      title="Where it changed"
      note={describeAxes(shape, plane)}
      busy={reading.state === 'reading'}
      aside={<ZoomControls window={window} whole={whole} onWindow={setWindow} />}
    >
      <div className={styles.picture}>
        {shown ? (
          <Heatmap
            slice={shown.slice}
            read={shown.window}
            window={window}
            whole={whole}
            limits={limits}
            width={frame.width}
            height={frame.height}
            label={`Differences of ${formatPlane(shape, plane)}, ${whole.rows} by ${whole.columns}, colours from ${formatSigned(limits.low)} to ${formatSigned(limits.high)}`}
            marked={marked}
            lit={props.lit}
            onMark={point}
            onWindow={setWindow}
            onPick={point}
          />
        ) : (
          <div className={styles.stub} style={{ width: `${frame.width}px`, height: `${frame.height}px` }} />
        )}
      </div>
      <p className={styles.readout} role="status">
        {describePointed(index, marked, shown)}
        {both !== undefined && <span className={styles.both}>{both}</span>}
      </p>
      <ColorBar limits={limits} write={formatSigned} look="line" />
      {shape.length > 2 && (
        <div className={styles.controls}>
          <AxisControls shape={shape} plane={plane} onPlane={choosePlane} />
        </div>
      )}
      <ReadingState reading={reading} what="Reading the differences" bytes={props.bytes} />
    </Section>
  );
}

function useDifference(
  { subject, shape, bytes }: DifferenceSectionProps,
  plane: SlicePlane,
  window: SliceWindow,
  frame: { readonly width: number; readonly height: number },
): Reading<ShownSlice> {
  const { pair, section, node } = subject;
  const ratio = globalThis.devicePixelRatio;
  const part = {
    ...plane,
    rows: [window.row, window.rows] as const,
    columns: [window.column, window.columns] as const,
    maxRows: Math.max(1, Math.round(frame.height * ratio)),
    maxColumns: Math.max(1, Math.round(frame.width * ratio)),
  };
  return useReading({
    subject: nameSubject(subject),
    detail: JSON.stringify(part),
    bytes: bytesOf(bytes, shape, window),
    read: async ({ signal, onProgress }) => ({
      window,
      slice: await pair.engine.readDifferenceSlice(
        { comparison: pair.comparison, section, node, part },
        { signal, onUpdate: onProgress },
      ),
    }),
  });
}

function bytesOf(bytes: number, shape: readonly number[], { rows, columns }: Extent): number {
  const elements = shape.reduce((product, size) => product * size, 1);
  return elements === 0 ? 0 : (bytes / elements) * rows * columns;
}

function describePointed(
  index: readonly number[] | undefined,
  marked: Element | undefined,
  shown: ShownSlice | undefined,
): string {
  if (shown === undefined) return '';
  const [rows, columns] = shown.slice.step;
  const many = rows * columns > 1 ? `largest of ${rows}×${columns} differences` : '';
  const value = marked && valueAt(shown, marked);
  if (index === undefined || value === undefined) return many && `a cell shows the ${many}`;
  return `${formatIndex(index)}  ${formatSigned(value, 4)}${many && `  (${many})`}`;
}
