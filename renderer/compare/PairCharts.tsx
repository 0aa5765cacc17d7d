import { useCallback, type ReactElement } from 'react';
import type { PairHistograms } from '../../shared/comparison.ts';
import { BinChart } from '../tensor/BinChart.tsx';
import { countTicks } from '../tensor/HistogramChart.tsx';
import { listTicks, type HistogramScale } from '../tensor/histogramPlot.ts';
import type { Pencil } from '../tensor/pencil.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { drawDifference, drawPair, largestOf } from './drawPair.ts';
import { formatSigned } from './figureText.ts';
import type { SideNames } from './pair.ts';
import { describeDifferenceBin, describePair, describePairBin } from './pairText.ts';

/** Pixels. */
const PAIR_HEIGHT = 104;
const DIFFERENCE_HEIGHT = 64;
const TOP = 2;

interface ChartProps {
  readonly bin: number | undefined;
  readonly onBin: (bin: number | undefined) => void;
}

export interface PairChartProps extends ChartProps {
  readonly histograms: PairHistograms;
  readonly scale: Exclude<HistogramScale, 'symlog'>;
  readonly names: SideNames;
}

/** Values of both sides over the same bins. */
export function PairChart({ histograms, scale, names, bin, onBin }: PairChartProps): ReactElement {
  const { edges, left, right } = histograms;
  const draw = useCallback(
    (pencil: Pencil) => {
      const ticks = listTicks({ edges }, scale, countTicks(pencil.box.width / pencil.ratio));
      drawPair(pencil, { left, right, ticks, most: formatCount(largestOf([left, right])) });
    },
    [edges, left, right, scale],
  );
  return (
    <BinChart
      label={`Values of both sides: ${describePair(histograms, names)}`}
      bins={Math.max(left.length, right.length)}
      describe={(at) => describePairBin(histograms, names, at)}
      height={PAIR_HEIGHT}
      top={TOP}
      bin={bin}
      onBin={onBin}
      draw={draw}
    />
  );
}

export interface DifferenceChartProps extends ChartProps {
  readonly difference: NonNullable<PairHistograms['difference']>;
}

/** Differences between the elements of both sides, zero in the middle. */
export function DifferenceChart({ difference, bin, onBin }: DifferenceChartProps): ReactElement {
  const { edges, counts } = difference;
  const draw = useCallback(
    (pencil: Pencil) => {
      const ends = [0, counts.length / 2, counts.length];
      const values = [edges[0] ?? 0, 0, edges.at(-1) ?? 0];
      const ticks = ends.map((position, end) => ({ position, label: formatSigned(values[end] ?? 0) }));
      drawDifference(pencil, counts, ticks);
    },
    [edges, counts],
  );
  const reach = formatSigned(edges.at(-1) ?? 0);
  return (
    <BinChart
      label={`Difference B − A: ${counts.length} bins up to ${reach} on both sides of zero`}
      bins={counts.length}
      describe={(at) => describeDifferenceBin(difference, at)}
      height={DIFFERENCE_HEIGHT}
      top={TOP}
      bin={bin}
      onBin={onBin}
      draw={draw}
    />
  );
}
