import { Equal } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ComparisonOverview } from '../../shared/comparison.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Pair } from './pair.ts';
import { countAll } from './statusLooks.ts';

export interface SameFilesProps {
  readonly pair: Pair;
  readonly overview: ComparisonOverview;
  readonly onShow: () => void;
}

/** Two files between which nothing differs: says what was compared. */
export function SameFiles({ pair, overview, onShow }: SameFilesProps): ReactElement {
  const { left, right } = pair.comparison;
  const isOne = left === right;
  return (
    <EmptyState
      icon={<Icon of={Equal} size={32} />}
      title={isOne ? 'A and B are one file' : 'Both files are the same'}
      text={isOne ? 'Choose another file for A or B.' : describeCompared(overview)}
      actions={<Button onClick={onShow}>Show the tensors</Button>}
    />
  );
}

function describeCompared({ tensors, moments, left, right }: ComparisonOverview): string {
  const size =
    left.bytes === right.bytes ? formatBytes(left.bytes) : `${formatBytes(left.bytes)} and ${formatBytes(right.bytes)}`;
  const kept = countAll(moments);
  const what = [formatCounted(countAll(tensors), 'tensor'), ...(kept > 0 ? [formatCounted(kept, 'moment')] : [])];
  return `${what.join(' and ')} were compared element by element, and every other value: nothing differs (${size} each).`;
}
