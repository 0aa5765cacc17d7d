import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ComparisonOverview, TensorSection } from '../../shared/comparison.ts';
import { FindingList } from '../detail/FindingList.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CompareFindings.module.css';

export interface CompareFindingsProps {
  readonly overview: ComparisonOverview;
  /** What is on screen: findings of the other section are shown there. */
  readonly section: TensorSection;
  readonly onGoTo: (node: number) => void;
}

/** What stood out while two files were compared, folded away until it is wanted. */
export function CompareFindings({ overview, section, onGoTo }: CompareFindingsProps): ReactElement | undefined {
  const findings = overview.findings.filter((finding) => finding.section === undefined || finding.section === section);
  if (findings.length === 0) return undefined;
  return (
    <details className={styles.findings}>
      <summary className={styles.summary}>
        <Icon of={TriangleAlert} />
        {formatCounted(findings.length, 'finding')}
      </summary>
      <div className={styles.list}>
        <FindingList findings={findings} onGoTo={onGoTo} />
      </div>
    </details>
  );
}
