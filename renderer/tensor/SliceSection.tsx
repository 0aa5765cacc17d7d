import { useMemo, useState, type ReactElement } from 'react';
import type { TensorSlice } from '../../shared/tensorView.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { Section } from '../detail/Section.tsx';
import { centredLimits, type Limits } from '../ui/colorMap.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatFigure } from '../ui/format/formatFigure.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { AxisControls } from './AxisControls.tsx';
import { ColorBar } from './ColorBar.tsx';
import { formatIndex } from './elementLines.ts';
import { Heatmap, type Element } from './Heatmap.tsx';
import { frameSize } from './paintCells.ts';
import { ReadingState } from './ReadingState.tsx';
import { valueAt, type ShownSlice } from './shownSlice.ts';
import { extentOf, firstPlane, formatPlane, indexInTensor, type SlicePlane } from './slicePlane.ts';
import styles from './SliceSection.module.css';
import { SliceStrip } from './SliceStrip.tsx';
import { wholeWindow, type Extent, type SliceWindow } from './sliceWindow.ts';
import { layOutStrip } from './stripLayout.ts';
import type { TensorFigures } from './tensorFigures.ts';
import type { TensorValues } from './tensorValues.ts';
import { subjectOf } from './useFigures.ts';
import { useReading, type Reading } from './useReading.ts';
import { countInRange, type ValueRange } from './valueRange.ts';
import { ZoomControls } from './ZoomControls.tsx';

/** How values become colours. */
export type ColorMode = 'centred' | 'range';

const MODES = [
  { value: 'centred', label: 'zero-centred', title: 'Colours from −max |x| to max |x|; zero is the surface' },
  { value: 'range', label: 'min–max', title: 'Colours from the least to the greatest value' },
] as const;

/** Pixels between the heatmap and what stands beside it, and of the latter at most. */
const SIDE = { gap: 14, most: 400 } as const;

/** An element that is pointed at. */
export interface PointedElement {
  readonly index: readonly number[];
  readonly value: number;
}

export interface SliceSectionProps {
  readonly file: ReadyFile;
  readonly node: number;
  readonly values: TensorValues;
  readonly figures: TensorFigures | undefined;
  /** Pixels that the heatmap may take. */
  readonly room: { readonly width: number; readonly height: number };
  /** Pixels of the whole section: below them controls stand under a wide heatmap. */
  readonly width: number;
  readonly mode: ColorMode;
  readonly onMode: (mode: ColorMode) => void;
  readonly onPoint: (element: PointedElement | undefined) => void;
  /** Values that are pointed at elsewhere: their cells stand out. */
  readonly lit?: ValueRange | undefined;
  /** An element was clicked. */
  readonly onPick?: (index: readonly number[]) => void;
}

/** A two-dimensional part of a tensor as a heatmap. Mount it with the node as its key: another tensor has other axes. */
export function SliceSection(props: SliceSectionProps): ReactElement {
  const { values, figures, mode, onPoint } = props;
  const { shape } = values;
  const [plane, setPlane] = useState<SlicePlane>(() => firstPlane(shape));
  const whole = extentOf(shape, plane);
  const [chosen, setWindow] = useState<SliceWindow>();
  const [marked, setMarked] = useState<Element>();
  const window = chosen ?? wholeWindow(whole);
  const frame = frameSize(whole, props.room);
  const reading = useSlice(props, plane, window, frame);
  const shown = reading.value;
  const limits = useMemo(() => limitsOf(mode, figures, shown?.slice), [mode, figures, shown?.slice]);
  const strip = useMemo(() => layOutStrip(shape, plane), [shape, plane]);
  const isWide = frame.width > props.width * 0.55;
  const point = (element: Element | undefined): void => {
    setMarked(element);
    const value = element && shown && valueAt(shown, element);
    onPoint(element && value !== undefined ? { index: indexInTensor(shape, plane, element), value } : undefined);
  };
  const choosePlane = (next: SlicePlane): void => {
    if (next.rowAxis !== plane.rowAxis || next.columnAxis !== plane.columnAxis) setWindow(undefined);
    setPlane(next);
  };
  return (
    <Section
      title="Slice"
      note={<span className={styles.plane}>{`${formatPlane(shape, plane)}  ${whole.rows}×${whole.columns}`}</span>}
      busy={reading.state === 'reading'}
      aside={<Segmented label="Colours" segments={MODES} value={mode} onChange={props.onMode} />}
    >
      <div className={joinClasses(styles.body, isWide && styles.wide)}>
        {shown ? (
          <Heatmap
            slice={shown.slice}
            read={shown.window}
            window={window}
            whole={whole}
            limits={limits}
            width={frame.width}
            height={frame.height}
            label={`Heatmap of ${formatPlane(shape, plane)}, ${whole.rows} by ${whole.columns}, colours from ${formatFigure(limits.low)} to ${formatFigure(limits.high)}`}
            marked={marked}
            lit={props.lit}
            onMark={point}
            onWindow={setWindow}
            onPick={(element) => props.onPick?.(indexInTensor(shape, plane, element))}
          />
        ) : (
          <div className={styles.stub} style={{ width: `${frame.width}px`, height: `${frame.height}px` }} />
        )}
        <div className={styles.side}>
          {strip && shown && (
            <SliceStrip
              file={props.file}
              node={props.node}
              shape={shape}
              plane={plane}
              strip={strip}
              limits={limits}
              elementBytes={values.bytes / values.elements}
              width={Math.min(SIDE.most, isWide ? props.width : props.width - frame.width - SIDE.gap)}
              onPlane={choosePlane}
            />
          )}
          <AxisControls shape={shape} plane={plane} onPlane={choosePlane} />
          <ZoomControls window={window} whole={whole} onWindow={setWindow} />
          {(shown !== undefined || figures !== undefined) && <ColorBar limits={limits} />}
        </div>
      </div>
      <p className={styles.readout} role="status">
        {(marked === undefined && describeLit(shown, props.lit)) ||
          describePointed(shape, plane, marked, shown, values.isComplex)}
      </p>
      <ReadingState reading={reading} what="Reading the slice" bytes={values.bytes} />
    </Section>
  );
}

function useSlice(
  { file, node, values }: SliceSectionProps,
  plane: SlicePlane,
  window: SliceWindow,
  frame: { readonly width: number; readonly height: number },
): Reading<ShownSlice> {
  const ratio = globalThis.devicePixelRatio;
  const request = {
    ...plane,
    rows: [window.row, window.rows] as const,
    columns: [window.column, window.columns] as const,
    maxRows: Math.max(1, Math.round(frame.height * ratio)),
    maxColumns: Math.max(1, Math.round(frame.width * ratio)),
  };
  return useReading({
    subject: subjectOf(file, node),
    detail: JSON.stringify(request),
    bytes: bytesOf(values, window),
    read: async ({ signal, onProgress }) => ({
      window,
      slice: await file.engine.readSlice({ file: file.id, node, ...request }, { signal, onUpdate: onProgress }),
    }),
  });
}

function bytesOf({ bytes, elements }: TensorValues, { rows, columns }: Extent): number {
  return elements === 0 ? 0 : (bytes / elements) * rows * columns;
}

/** The whole tensor's limits, so that slices can be compared; the slice's own where those are not known. */
function limitsOf(mode: ColorMode, figures: TensorFigures | undefined, slice: TensorSlice | undefined): Limits {
  const known = figures !== undefined && !Number.isNaN(figures.of.min);
  const min = known ? figures.of.min : (slice?.min ?? 0);
  const max = known ? figures.of.max : (slice?.max ?? 0);
  return mode === 'range' ? { low: min, high: max } : centredLimits(min, max);
}

/** How many cells the values of a bin have, which is pointed at elsewhere. */
function describeLit(shown: ShownSlice | undefined, lit: ValueRange | undefined): string | undefined {
  if (shown === undefined || lit === undefined) return undefined;
  const { cells } = shown.slice;
  return `${formatCount(countInRange(cells, lit))} of ${formatCounted(cells.length, 'cell')} in this bin`;
}

function describePointed(
  shape: readonly number[],
  plane: SlicePlane,
  marked: Element | undefined,
  shown: ShownSlice | undefined,
  isComplex: boolean,
): string {
  if (shown === undefined) return '';
  const [rows, columns] = shown.slice.step;
  const many = rows * columns > 1 ? `largest of ${rows}×${columns} values` : '';
  const value = marked && valueAt(shown, marked);
  if (marked === undefined || value === undefined) {
    return [many && `a cell shows the ${many}`, isComplex && 'magnitudes'].filter(Boolean).join(', ');
  }
  const figure = isComplex ? `|x| = ${formatFigure(value, 6)}` : formatFigure(value, 6);
  return `${formatIndex(indexInTensor(shape, plane, marked))}  ${figure}${many && `  (${many})`}`;
}
