import type { ReactElement, ReactNode } from 'react';
import type { ComparisonOverview } from '../../shared/comparison.ts';
import type { CompareTab } from '../store/runState.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { Segmented, type Segment } from '../ui/Segmented.tsx';
import styles from './CompareToolbar.module.css';
import { countAll } from './statusLooks.ts';

export interface CompareToolbarProps {
  readonly pickers: ReactNode;
  /** Absent while the files are compared. */
  readonly overview: ComparisonOverview | undefined;
  readonly tab: CompareTab;
  readonly onTab: (tab: CompareTab) => void;
}

/** Which files are compared, and what is shown of them. */
export function CompareToolbar({ pickers, overview, tab, onTab }: CompareToolbarProps): ReactElement {
  return (
    <div className={styles.bar}>
      <div className={styles.pickers}>{pickers}</div>
      {overview && <Segmented label="What is compared" segments={listTabs(overview)} value={tab} onChange={onTab} />}
    </div>
  );
}

function listTabs({ tensors, moments, values }: ComparisonOverview): readonly Segment<CompareTab>[] {
  return [
    { value: 'tensors', label: nameTab('Tensors', countAll(tensors)) },
    { value: 'moments', label: nameTab('Moments', countAll(moments)) },
    { value: 'values', label: nameTab('Values', values) },
  ];
}

function nameTab(name: string, count: number): ReactElement {
  return (
    <>
      {name} <span className={styles.count}>{formatCount(count)}</span>
    </>
  );
}
