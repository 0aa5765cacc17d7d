import type { ReactElement } from 'react';
import { HistogramSection } from './HistogramSection.tsx';
import { StatisticsSection, type StatisticsSectionProps } from './StatisticsSection.tsx';
import type { TensorParts } from './useTensorParts.ts';

export interface FigureSectionsProps {
  readonly parts: TensorParts;
  /** Figures that are shown: `usual` or, where there is room, `all`. */
  readonly shown: StatisticsSectionProps['shown'];
  /** Bins of the histogram, at most. */
  readonly bins: number;
  /** Pixels of the histogram. */
  readonly height: number;
}

/** A tensor's statistics and histogram, in the detail panel and on the tensor's own page. Nothing where it has no values. */
export function FigureSections({ parts, shown, bins, height }: FigureSectionsProps): ReactElement {
  const { file, node, values, figures } = parts;
  return (
    <>
      {values.missing === undefined && (
        <StatisticsSection reading={parts.statistics} figures={figures} bytes={values.bytes} shown={shown} />
      )}
      {values.hasHistogram && (
        <HistogramSection
          key={`histogram-${node}`}
          file={file}
          node={node}
          bytes={values.bytes}
          bins={bins}
          height={height}
          scale={parts.scale}
          onScale={parts.onScale}
          figures={figures}
          value={parts.pointed?.value}
          onLight={parts.onLight}
        />
      )}
    </>
  );
}
