import { CornerUpRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MatchDetail } from '../../shared/comparison.ts';
import { useActions } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './MatchFooter.module.css';
import type { Pair } from './pair.ts';

export interface MatchFooterProps {
  readonly pair: Pair;
  readonly match: MatchDetail;
}

/** Ways from a row of the comparison to the rows of the files themselves. */
export function MatchFooter({ pair, match: { left, right } }: MatchFooterProps): ReactElement | undefined {
  const actions = useActions();
  if (!left && !right) return undefined;
  return (
    <div className={styles.buttons}>
      {left && (
        <Button icon={<Icon of={CornerUpRight} />} onClick={() => actions().goToNode(pair.left.id, left.node)}>
          Show in A’s tree
        </Button>
      )}
      {right && (
        <Button icon={<Icon of={CornerUpRight} />} onClick={() => actions().goToNode(pair.right.id, right.node)}>
          Show in B’s tree
        </Button>
      )}
    </div>
  );
}
