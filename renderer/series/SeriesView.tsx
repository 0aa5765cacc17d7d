import type { ReactElement } from 'react';
import type { SeriesViewProps } from '../app/viewProps.ts';

/** All checkpoints of a run. */
export function SeriesView({ title, files }: SeriesViewProps): ReactElement {
  return (
    <div>
      {title}: {files.length}
    </div>
  );
}
