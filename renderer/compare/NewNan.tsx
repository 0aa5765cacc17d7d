import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MatchFigures } from '../../shared/comparison.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './NewNan.module.css';

/** Elements that became NaN: the one change that no figure shows. */
export function NewNan({ figures }: { readonly figures: MatchFigures }): ReactElement {
  return (
    <p className={styles.line}>
      <Icon of={TriangleAlert} />
      {formatCounted(figures.newNan, 'element')} of {formatCount(figures.count)} became NaN. Figures leave them out.
    </p>
  );
}
