import { useEffect, useSyncExternalStore, type ReactElement } from 'react';
import type { KnownFigures } from '../statistics/figureTable.ts';
import type { FileStatistics, RowState } from '../statistics/fileStatistics.ts';
import { Sparkline } from '../statistics/Sparkline.tsx';
import { FigureGrid } from '../tensor/FigureGrid.tsx';
import { ReadingOffer, ReadingProgress } from '../tensor/ReadingState.tsx';
import { listFigureCells, type CellFigures } from '../tensor/tensorFigures.ts';
import { Section } from './Section.tsx';
import styles from './GroupStatistics.module.css';

/** Figures that sums of several tensors have: quantiles do not add up. */
const CELLS = ['count', 'zeros', 'nan', 'inf', 'mean', 'std', 'l2', 'min', 'max'] as const;

export interface GroupStatisticsProps {
  readonly statistics: FileStatistics;
  readonly node: number;
  /** Bytes of the tensors below. */
  readonly bytes: number;
}

/** Statistics of everything below a module or container; before they are known, the offer to compute them or how far that is. */
export function GroupStatistics({ statistics, node, bytes }: GroupStatisticsProps): ReactElement {
  useSyncExternalStore(statistics.subscribe, statistics.version);
  useEffect(() => {
    statistics.describe(node);
    return () => statistics.describe(undefined);
  }, [statistics, node]);
  const state = statistics.stateOf(node);
  const known = statistics.table.read(node);
  const { run } = statistics.report();
  return (
    <Section
      title="Statistics"
      note={state === 'absent' ? undefined : 'counters and masks left out'}
      busy={state === 'pending'}
      aside={known && known.bars.some((height) => height > 0) && <Sparkline bars={known.bars} tone="quiet" />}
    >
      <GroupFigures state={state} known={known} />
      {state === 'unasked' && (
        <ReadingOffer
          bytes={bytes}
          action="Compute statistics"
          onStart={() => statistics.compute(Uint32Array.of(node))}
        />
      )}
      {state === 'pending' && run && (
        <ReadingProgress
          key={run.began}
          what="Computing statistics"
          progress={run.progress}
          onCancel={() => statistics.cancel()}
        />
      )}
    </Section>
  );
}

interface GroupFiguresProps {
  readonly state: RowState;
  readonly known: KnownFigures | undefined;
}

function GroupFigures({ state, known }: GroupFiguresProps): ReactElement | undefined {
  if (state === 'unasked') return undefined;
  if (state === 'absent') return <p className={styles.none}>Counters and masks only: there is nothing to sum up.</p>;
  return (
    <div className={styles.grid}>
      <FigureGrid cells={listFigureCells(known && readCells(known), CELLS)} />
    </div>
  );
}

function readCells({ exact, ...figures }: KnownFigures): CellFigures {
  const { count, finite, nan, zeros, mean, std, l2, min, max } = figures;
  return { of: { count, nan, inf: count - finite - nan, zeros, mean, std, l2, min, max }, exact };
}
