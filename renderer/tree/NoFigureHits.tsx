import { Search } from 'lucide-react';
import { useSyncExternalStore, type ReactElement } from 'react';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';

export interface NoFigureHitsProps {
  readonly statistics: FileStatistics;
  readonly onClear: () => void;
}

/**
 * A filter on statistics that nothing passes while some are not known: nothing has been found out yet, and they can be computed. The
 * rows come when the question has ended.
 */
export function NoFigureHits({ statistics, onClear }: NoFigureHitsProps): ReactElement {
  const { run, settled, tensors } = useSyncExternalStore(statistics.subscribe, statistics.report);
  return (
    <EmptyState
      icon={<Icon of={Search} size={32} />}
      title={run ? 'None found so far' : 'Not everything is known yet'}
      text={
        <>
          Statistics of {formatCount(settled)} of {formatCounted(tensors, 'tensor')} are known
          {run ? '; the others are being computed.' : ', and none of them meets these conditions.'}
        </>
      }
      actions={
        <>
          {!run && (
            <Button tone="primary" onClick={() => statistics.compute()}>
              Compute statistics
            </Button>
          )}
          <Button onClick={onClear}>
            Clear filter <Kbd chord="Escape" />
          </Button>
        </>
      }
    />
  );
}
