import { FolderOpen, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { SHOW_AFTER_MS, useElapsed } from '../app/useElapsed.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './FolderView.module.css';

/** A folder that has not answered yet: a full one on a slow mount takes its time. */
export function ReadingFolder({ name }: { readonly name: string }): ReactElement | undefined {
  const isSlow = useElapsed(SHOW_AFTER_MS);
  const isStuck = useElapsed(PATIENCE_MS);
  if (!isSlow) return undefined;
  const words = isStuck ? `Waiting for storage: ${name} has not answered yet` : `Reading ${name}`;
  return (
    <div className={styles.reading} role="status">
      {words}
      <ProgressBar label={words} share={undefined} />
    </div>
  );
}

export interface NothingHereProps {
  readonly text: string;
  readonly hasOthers: boolean;
  readonly onClear: () => void;
}

/** A folder, or a filter, that leaves nothing to show. */
export function NothingHere({ text, hasOthers, onClear }: NothingHereProps): ReactElement {
  if (text !== '') {
    return (
      <EmptyState
        icon={<Icon of={Search} size={32} />}
        title={
          <>
            No file matches <code>{text}</code>
          </>
        }
        actions={<Button onClick={onClear}>Clear filter</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Icon of={FolderOpen} size={32} />}
      title="No checkpoints in this folder"
      text={
        hasOthers
          ? 'Checkpoints are recognised by name here (.ckpt, .pt, .pth, .bin, .safetensors). Show the other files to open one by its content.'
          : 'The folder is empty.'
      }
    />
  );
}
