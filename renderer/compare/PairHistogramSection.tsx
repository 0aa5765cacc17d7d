import { useState, type ReactElement } from 'react';
import type { PairHistograms } from '../../shared/comparison.ts';
import { Section } from '../detail/Section.tsx';
import { findBin } from '../tensor/histogramPlot.ts';
import { ReadingState } from '../tensor/ReadingState.tsx';
import { Readout } from '../tensor/Readout.tsx';
import { useReading } from '../tensor/useReading.ts';
import { rangeOfBin, type ValueRange } from '../tensor/valueRange.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Segmented } from '../ui/Segmented.tsx';
import type { SideNames } from './pair.ts';
import { DifferenceChart, PairChart } from './PairCharts.tsx';
import styles from './PairHistogramSection.module.css';
import { describeDifferenceBin, describePairBin } from './pairText.ts';
import { nameSubject, type MatchSubject } from './subject.ts';

const SCALES = [
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'log', title: 'Logarithm of the magnitude' },
] as const;

/** Scales on which both sides can be shown. */
export type PairScale = (typeof SCALES)[number]['value'];

const BINS = 40;

export interface PairHistogramSectionProps {
  readonly subject: MatchSubject;
  readonly names: SideNames;
  /** Bytes that have to be read. */
  readonly bytes: number;
  readonly scale: PairScale;
  readonly onScale: (scale: PairScale) => void;
  /** A difference that is pointed at elsewhere. */
  readonly value: number | undefined;
  /** Differences that are pointed at here. */
  readonly onLit: (range: ValueRange | undefined) => void;
}

/** How the values of both sides are spread, and how the differences between them are. */
export function PairHistogramSection(props: PairHistogramSectionProps): ReactElement {
  const { subject, names, bytes, scale } = props;
  const { pair, section, node } = subject;
  const reading = useReading({
    subject: nameSubject(subject),
    detail: scale,
    bytes,
    read: async ({ signal, onProgress }) => ({
      scale,
      histograms: await pair.engine.compareHistograms(
        { comparison: pair.comparison, section, node, scale, bins: BINS },
        { signal, onUpdate: onProgress },
      ),
    }),
  });
  const shown = reading.value;
  return (
    <Section
      title="Values"
      note={<SideLegend names={names} histograms={shown?.histograms} />}
      busy={reading.state === 'reading'}
      aside={<Segmented label="Scale" segments={SCALES} value={scale} onChange={props.onScale} />}
    >
      {shown ? (
        <ReadPair
          key={`${node}#${shown.scale}`}
          histograms={shown.histograms}
          scale={shown.scale}
          names={names}
          value={props.value}
          onLit={props.onLit}
        />
      ) : (
        reading.state === 'reading' && <div className={styles.stub} />
      )}
      <ReadingState reading={reading} what="Reading both sides" bytes={bytes} />
    </Section>
  );
}

interface ReadPairProps extends Pick<PairHistogramSectionProps, 'names' | 'value' | 'onLit'> {
  readonly histograms: PairHistograms;
  readonly scale: PairScale;
}

function ReadPair({ histograms, scale, names, value, onLit }: ReadPairProps): ReactElement {
  const [bin, setBin] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  const { difference } = histograms;
  const elsewhere = value === undefined || !difference ? undefined : findBin(difference.edges, value);
  const point = (at: number | undefined): void => {
    setPointed(at);
    onLit(at === undefined || !difference ? undefined : rangeOfBin(difference, 'linear', at));
  };
  const differing = pointed ?? elsewhere;
  if (histograms.edges.length < 2) return <Readout>No finite values to show.</Readout>;
  return (
    <>
      <PairChart histograms={histograms} scale={scale} names={names} bin={bin} onBin={setBin} />
      <Readout>
        {bin === undefined ? `${formatCounted(BINS, 'bin')}, exact` : describePairBin(histograms, names, bin)}
      </Readout>
      {difference && difference.counts.length > 0 && (
        <>
          <div className={styles.line}>
            <h4 className={styles.title}>Difference B − A</h4>
            <Readout>{differing !== undefined && describeDifferenceBin(difference, differing)}</Readout>
          </div>
          <DifferenceChart difference={difference} bin={differing} onBin={point} />
        </>
      )}
    </>
  );
}

interface SideLegendProps {
  readonly names: SideNames;
  readonly histograms: PairHistograms | undefined;
}

/** Which picture is which side; a side that has no such tensor is left out. */
function SideLegend({ names, histograms }: SideLegendProps): ReactElement {
  return (
    <span className={styles.legend}>
      {histograms?.left.length !== 0 && (
        <span className={styles.side}>
          <span className={styles.before} />
          {names.left}
        </span>
      )}
      {histograms?.right.length !== 0 && (
        <span className={styles.side}>
          <span className={styles.after} />
          {names.right}
        </span>
      )}
    </span>
  );
}
