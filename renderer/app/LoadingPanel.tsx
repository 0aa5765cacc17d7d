import type { ReactElement } from 'react';
import type { Progress } from '../../shared/engineApi.ts';
import { formatProgress } from './formatProgress.ts';
import { RunningPanel } from './RunningPanel.tsx';

export interface LoadingPanelProps {
  readonly name: string;
  readonly progress: Progress | undefined;
  readonly onCancel: () => void;
}

/** A file that is being opened: what, how far, and the way out. */
export function LoadingPanel({ name, progress, onCancel }: LoadingPanelProps): ReactElement {
  return (
    <RunningPanel
      what={progress?.what ?? `Opening ${name}`}
      progress={progress}
      stuckNote={`${name} has not answered yet`}
      figures={progress && formatProgress(progress)}
      onCancel={onCancel}
    />
  );
}
