import type { ReactElement } from 'react';
import { formatProgress } from '../app/formatProgress.ts';
import { RunningPanel } from '../app/RunningPanel.tsx';
import type { SeriesReading } from '../store/seriesState.ts';
import { formatCounted } from '../ui/format/formatCount.ts';

export interface ReadingBarProps {
  readonly reading: SeriesReading;
  readonly onCancel: () => void;
}

/** A series that is being read: what, how far, and the way out. */
export function ReadingBar({ reading: { progress, files }, onCancel }: ReadingBarProps): ReactElement {
  return (
    <RunningPanel
      look="bar"
      what={`Reading ${formatCounted(files.length, 'checkpoint')} as one series`}
      progress={progress}
      note="What is finished is kept"
      figures={progress && formatProgress(progress)}
      onCancel={onCancel}
    />
  );
}
