import { Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
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
