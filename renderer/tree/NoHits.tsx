import { Search } from 'lucide-react';
import { useSyncExternalStore, type ReactElement } from 'react';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './NoHits.module.css';

export interface NoHitsProps {
  /** The pattern that was searched for; empty where only conditions hold. */
  readonly text: string;
  /** How many names were searched. */
  readonly names: number;
  readonly closest: string | undefined;
  readonly onUse: (closest: string) => void;
  readonly onClear: () => void;
}

export interface NoFigureHitsProps extends Pick<NoHitsProps, 'onClear'> {
  readonly statistics: FileStatistics;
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

/** A filter that nothing passes: says so and offers the nearest name. */
export function NoHits({ text, names, closest, onUse, onClear }: NoHitsProps): ReactElement {
  const title =
    text === '' ? (
      'No tensor meets these conditions'
    ) : (
      <>
        Nothing matches <code>{text}</code>
      </>
    );
  return (
    <EmptyState
      icon={<Icon of={Search} size={32} />}
      title={title}
      text={
        <>
          {formatCount(names)} names searched.
          {closest !== undefined && (
            <>
              {' Closest: '}
              <button type="button" className={styles.closest} onClick={() => onUse(closest)}>
                {closest}
              </button>
            </>
          )}
        </>
      }
      actions={
        <>
          {closest !== undefined && <Button onClick={() => onUse(closest)}>Use the closest</Button>}
          <Button onClick={onClear}>
            Clear filter <Kbd chord="Escape" />
          </Button>
        </>
      }
    />
  );
}
