import { useMemo, useState, type ReactElement } from 'react';
import type { ExactHistogram } from '../../shared/tensorView.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { Section } from '../detail/Section.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { HistogramChart } from './HistogramChart.tsx';
import styles from './HistogramSection.module.css';
import {
  describeBin,
  describeLeftOut,
  findBin,
  positionOf,
  type AxisMark,
  type HistogramScale,
} from './histogramPlot.ts';
import { ReadingState } from './ReadingState.tsx';
import { Readout } from './Readout.tsx';
import type { TensorFigures } from './tensorFigures.ts';
import { subjectOf } from './useFigures.ts';
import { useReading } from './useReading.ts';
import { rangeOfBin, type ValueRange } from './valueRange.ts';

const SCALES = [
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'log', title: 'Logarithm of the magnitude' },
  { value: 'symlog', label: 'symlog', title: 'Symmetric logarithm: linear around zero' },
] as const;

/** Quantiles that are marked, the most important first. */
const MARKED = ['p50', 'p01', 'p99'] as const;

export interface HistogramSectionProps {
  readonly file: ReadyFile;
  readonly node: number;
  /** Bytes of the tensor. */
  readonly bytes: number;
  readonly bins: number;
  /** Pixels. */
  readonly height: number;
  readonly scale: HistogramScale;
  readonly onScale: (scale: HistogramScale) => void;
  readonly figures: TensorFigures | undefined;
  /** A value that is pointed at elsewhere. */
  readonly value: number | undefined;
  /** Told the values of the bin that is pointed at here. */
  readonly onLight: (range: ValueRange | undefined) => void;
}

/** An exact histogram on one of three scales. */
export function HistogramSection(props: HistogramSectionProps): ReactElement {
  const { file, node, bytes, bins, scale, figures } = props;
  const [pointed, setPointed] = useState<number>();
  const reading = useReading({
    subject: subjectOf(file, node),
    detail: `${scale}#${bins}`,
    bytes,
    read: async ({ signal, onProgress }) => ({
      scale,
      histogram: await file.engine.exactHistogram(
        { file: file.id, node, scale, bins },
        { signal, onUpdate: onProgress },
      ),
    }),
  });
  const shown = reading.value;
  const marks = useMemo(() => (shown ? markQuantiles(shown.histogram, shown.scale, figures) : []), [shown, figures]);
  const point = (next: number | undefined): void => {
    setPointed(next);
    props.onLight(shown && next !== undefined ? rangeOfBin(shown.histogram, shown.scale, next) : undefined);
  };
  const bin = shown && (pointed ?? binOfValue(shown.histogram, shown.scale, props.value));
  return (
    <Section
      title="Histogram"
      note={
        shown && shown.histogram.counts.length > 0 && `${formatCounted(shown.histogram.counts.length, 'bin')}, exact`
      }
      busy={reading.state === 'reading'}
      aside={<Segmented label="Scale" segments={SCALES} value={scale} onChange={props.onScale} />}
    >
      {shown ? (
        <>
          {shown.histogram.counts.length > 0 && (
            <HistogramChart
              histogram={shown.histogram}
              scale={shown.scale}
              marks={marks}
              height={props.height}
              bin={bin}
              onBin={point}
            />
          )}
          <Readout>{describeState(shown.histogram, shown.scale, bin)}</Readout>
        </>
      ) : (
        reading.state === 'reading' && <div className={styles.stub} style={{ height: `${props.height + 24}px` }} />
      )}
      <ReadingState reading={reading} what="Reading the histogram" bytes={bytes} />
    </Section>
  );
}

function describeState(histogram: ExactHistogram, scale: HistogramScale, bin: number | undefined): string {
  if (histogram.counts.length === 0) return 'No finite values to show.';
  if (bin !== undefined && bin < histogram.counts.length) return describeBin(histogram, bin);
  return describeLeftOut(histogram, scale) ?? '';
}

function binOfValue({ edges }: ExactHistogram, scale: HistogramScale, value: number | undefined): number | undefined {
  return value === undefined ? undefined : findBin(edges, scale === 'log' ? Math.abs(value) : value);
}

/** Quantiles on the axis. A scale of magnitudes has those of a tensor without negative values only. */
function markQuantiles(
  { edges }: ExactHistogram,
  scale: HistogramScale,
  figures: TensorFigures | undefined,
): readonly AxisMark[] {
  if (figures === undefined || (scale === 'log' && figures.of.min < 0)) return [];
  return MARKED.flatMap((label) => {
    const position = positionOf(edges, figures.of[label]);
    return position === undefined ? [] : [{ position, label }];
  });
}
