import { useCallback, type ReactElement } from 'react';
import type { ExactHistogram } from '../../shared/tensorView.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { BinChart } from './BinChart.tsx';
import { drawHistogram } from './drawHistogram.ts';
import { describeBin, describeHistogram, listTicks, type AxisMark, type HistogramScale } from './histogramPlot.ts';
import type { Pencil } from './pencil.ts';

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
export function HistogramChart({ histogram, scale, marks, height, bin, onBin }: HistogramChartProps): ReactElement {
  const draw = useCallback(
    (pencil: Pencil) => {
      const { counts } = histogram;
      const most = formatCount(counts.reduce((a, b) => Math.max(a, b), 0));
      const ticks = listTicks(histogram, scale, countTicks(pencil.box.width / pencil.ratio));
      drawHistogram(pencil, { counts, marks, ticks, most });
    },
    [histogram, scale, marks],
  );
  return (
    <BinChart
      label={`Histogram: ${describeHistogram(histogram)}`}
      bins={histogram.counts.length}
      describe={(at) => describeBin(histogram, at)}
      height={height}
      bin={bin}
      onBin={onBin}
      draw={draw}
    />
  );
}

/** Ticks that have room along so many pixels. */
export function countTicks(width: number): number {
  return Math.max(2, Math.floor(width / TICK_WIDTH));
}
