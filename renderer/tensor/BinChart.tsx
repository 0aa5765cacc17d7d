import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { usePalette } from '../ui/palette.ts';
import { useSize } from '../ui/useSize.ts';
import styles from './BinChart.module.css';
import type { Pencil } from './pencil.ts';

/** Pixels of the axis below, and of the labels of marks above. */
const AXIS_HEIGHT = 18;
const MARKS_HEIGHT = 14;

export interface BinChartProps {
  /** The whole picture in words. */
  readonly label: string;
  readonly bins: number;
  /** What a bin holds, in words: the same values for those who do not see the picture. */
  readonly describe: (bin: number) => string;
  /** Pixels. */
  readonly height: number;
  /** Pixels above the plot; as many as labels of marks take unless something else is said. */
  readonly top?: number;
  /** The bin that is pointed at, here or elsewhere. */
  readonly bin: number | undefined;
  readonly onBin: (bin: number | undefined) => void;
  /** Draws the picture. Memoise it: another function draws again. */
  readonly draw: (pencil: Pencil) => void;
}

/** A picture over evenly spaced bins; the pointer and the arrow keys walk through them. */
export function BinChart(props: BinChartProps): ReactElement {
  const { bins, bin, onBin } = props;
  const frame = useRef<HTMLDivElement>(null);
  useChart(frame, props);
  const walk = (event: KeyboardEvent): void => {
    const next = nextBin(event.key, bin, bins);
    if (next === undefined) return;
    event.preventDefault();
    onBin(next);
  };
  return (
    <>
      <div
        ref={frame}
        role="img"
        tabIndex={0}
        aria-label={props.label}
        aria-description="Arrow keys walk through the bins"
        className={styles.frame}
        style={{ height: `${props.height}px` }}
        data-histogram
        onKeyDown={walk}
        onBlur={() => onBin(undefined)}
      />
      <ul className={styles.hidden} aria-label="Bins of the histogram">
        {Array.from({ length: bins }, (_, position) => (
          <li key={position}>{props.describe(position)}</li>
        ))}
      </ul>
    </>
  );
}

/** uPlot has the sizes, the cursor and the pixels; `draw` has the pencil. What is pointed at only redraws. */
function useChart(frame: RefObject<HTMLDivElement | null>, props: BinChartProps): void {
  const { bins, height, top = MARKS_HEIGHT, bin, draw, onBin } = props;
  const palette = usePalette();
  const width = useSize(frame)?.width ?? 0;
  const chart = useRef<uPlot>(undefined);
  const latest = useRef({ bin, draw, palette, onBin });
  useEffect(() => {
    latest.current = { bin, draw, palette, onBin };
    chart.current?.redraw(false, false);
  }, [bin, draw, palette, onBin]);
  useEffect(() => {
    const { current } = frame;
    if (current === null || width === 0) return undefined;
    const paint = (plot: uPlot): void =>
      latest.current.draw({ context: plot.ctx, box: plot.bbox, ratio: uPlot.pxRatio, ...latest.current });
    const point = (plot: uPlot): void => {
      const { idx, left } = plot.cursor;
      latest.current.onBin(left === undefined || left < 0 ? undefined : (idx ?? undefined));
    };
    const hooks = { draw: [paint], setCursor: [point] };
    const plot = new uPlot({ ...describeChart(bins, width, height, top), hooks }, placesOf(bins), current);
    chart.current = plot;
    return () => {
      chart.current = undefined;
      plot.destroy();
    };
  }, [frame, bins, width, height, top]);
}

function describeChart(bins: number, width: number, height: number, top: number): uPlot.Options {
  return {
    width,
    height,
    padding: [top, 0, 0, 0],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: { x: { time: false, range: () => [0, Math.max(1, bins)] }, y: { range: () => [0, 1] } },
    axes: [{ size: AXIS_HEIGHT, splits: () => [], values: () => [] }, { show: false }],
    series: [{}, { paths: () => null, points: { show: false } }],
  };
}

/** Places of the bins' middles, which the cursor goes by; heights are the pencil's business. */
function placesOf(bins: number): uPlot.AlignedData {
  const middles = Array.from({ length: bins }, (_, bin) => bin + 0.5);
  return [middles, middles.map(() => 0)];
}

function nextBin(key: string, bin: number | undefined, bins: number): number | undefined {
  if (bins === 0) return undefined;
  const now = bin ?? -1;
  const next = {
    ArrowRight: now + 1,
    ArrowLeft: now - 1,
    Home: 0,
    End: bins - 1,
    PageDown: now + 10,
    PageUp: now - 10,
  }[key];
  return next === undefined ? undefined : Math.max(0, Math.min(bins - 1, next));
}
