import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ExactHistogram } from '../../shared/tensorView.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { usePalette } from '../ui/palette.ts';
import { useSize } from '../ui/useSize.ts';
import { drawHistogram, type HistogramPicture } from './drawHistogram.ts';
import styles from './HistogramChart.module.css';
import { describeBin, describeHistogram, listTicks, type AxisMark, type HistogramScale } from './histogramPlot.ts';

/** Pixels of the axis below, and of the labels of marks above. */
const AXIS_HEIGHT = 18;
const MARKS_HEIGHT = 14;
/** Pixels that a tick's label takes with its distance. */
const TICK_WIDTH = 62;

export interface HistogramChartProps {
  readonly histogram: ExactHistogram;
  readonly scale: HistogramScale;
  /** Marked places, the most important first. */
  readonly marks: readonly AxisMark[];
  /** Pixels. */
  readonly height: number;
  /** The bin that is pointed at, here or elsewhere. */
  readonly bin: number | undefined;
  readonly onBin: (bin: number | undefined) => void;
}

/** Bars of a histogram; the pointer and the arrow keys walk through its bins. */
export function HistogramChart(props: HistogramChartProps): ReactElement {
  const { histogram, height, bin, onBin } = props;
  const frame = useRef<HTMLDivElement>(null);
  useChart(frame, props);
  const bins = histogram.counts.length;
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
        aria-label={`Histogram: ${describeHistogram(histogram)}`}
        className={styles.frame}
        style={{ height: `${height}px` }}
        data-histogram
        onKeyDown={walk}
        onBlur={() => onBin(undefined)}
      />
      <BinTable histogram={histogram} />
    </>
  );
}

/** The same values as a table, for those who do not see the bars. */
function BinTable({ histogram }: { readonly histogram: ExactHistogram }): ReactElement {
  return (
    <ul className={styles.hidden} aria-label="Bins of the histogram">
      {Array.from(histogram.counts, (_, bin) => (
        <li key={histogram.edges[bin]}>{describeBin(histogram, bin)}</li>
      ))}
    </ul>
  );
}

/** Draws the chart whenever what it shows, its width or the theme change; the bin pointed at only redraws it. */
function useChart(frame: React.RefObject<HTMLDivElement | null>, props: HistogramChartProps): void {
  const { histogram, scale, marks, height, bin, onBin } = props;
  const palette = usePalette();
  const width = useSize(frame)?.width ?? 0;
  const chart = useRef<uPlot>(undefined);
  const latest = useRef({ bin, marks, onBin });
  useEffect(() => {
    latest.current = { bin, marks, onBin };
    chart.current?.redraw(false, false);
  }, [bin, marks, onBin]);
  useEffect(() => {
    const { current } = frame;
    if (current === null || width === 0) return undefined;
    const fixed = describePicture(histogram, scale, width);
    const draw = (plot: uPlot): void =>
      drawHistogram(plot.ctx, plot.bbox, { ...fixed, ...latest.current }, palette, uPlot.pxRatio);
    const point = (plot: uPlot): void => {
      const { idx, left } = plot.cursor;
      latest.current.onBin(left === undefined || left < 0 ? undefined : (idx ?? undefined));
    };
    const options = describeChart(histogram.counts.length, width, height);
    const plot = new uPlot({ ...options, hooks: { draw: [draw], setCursor: [point] } }, dataOf(histogram), current);
    chart.current = plot;
    return () => {
      chart.current = undefined;
      plot.destroy();
    };
  }, [frame, histogram, scale, width, height, palette]);
}

/** What a picture keeps while bins are pointed at. */
function describePicture(
  histogram: ExactHistogram,
  scale: HistogramScale,
  width: number,
): Pick<HistogramPicture, 'counts' | 'ticks' | 'most'> {
  const { counts } = histogram;
  const ticks = listTicks(histogram, scale, Math.max(2, Math.floor(width / TICK_WIDTH)));
  return { counts, ticks, most: formatCount(counts.reduce((a, b) => Math.max(a, b), 0)) };
}

/** A plot of so many bins: it has the sizes, the cursor and the pixels; drawHistogram has the pencil. */
function describeChart(bins: number, width: number, height: number): uPlot.Options {
  return {
    width,
    height,
    padding: [MARKS_HEIGHT, 0, 0, 0],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: { x: { time: false, range: () => [0, Math.max(1, bins)] }, y: { range: () => [0, 1] } },
    axes: [{ size: AXIS_HEIGHT, splits: () => [], values: () => [] }, { show: false }],
    series: [{}, { paths: () => null, points: { show: false } }],
  };
}

/** Places of the bins' middles, and their counts. */
function dataOf({ counts }: ExactHistogram): uPlot.AlignedData {
  return [Array.from(counts, (_, bin) => bin + 0.5), Array.from(counts)];
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
