import { FolderOpen, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { useElapsed } from '../app/useElapsed.ts';
import { WaitingLine } from '../app/WaitingLine.tsx';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';

/** A folder that has not answered yet: a full one on a slow mount takes its time. */
export function ReadingFolder({ name }: { readonly name: string }): ReactElement {
  const isStuck = useElapsed(PATIENCE_MS);
  const words = isStuck ? `Waiting for storage: ${name} has not answered yet` : `Reading ${name}`;
  return <WaitingLine words={words} share={undefined} />;
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
