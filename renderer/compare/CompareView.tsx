import type { ReactElement } from 'react';
import type { CompareViewProps } from '../app/viewProps.ts';

/** Two checkpoints side by side. */
export function CompareView({ pickers }: CompareViewProps): ReactElement {
  return <div>{pickers}</div>;
}
