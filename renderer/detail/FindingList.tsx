import { CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { CODES } from '../../shared/codes.ts';
import type { Finding, Severity } from '../../shared/finding.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './FindingList.module.css';

/** How a severity looks and what it is called. */
export const SEVERITIES: Readonly<Record<Severity, { readonly icon: LucideIcon; readonly word: string }>> = {
  error: { icon: CircleX, word: 'Error' },
  warning: { icon: TriangleAlert, word: 'Warning' },
  info: { icon: Info, word: 'Note' },
};

export interface FindingListProps {
  readonly findings: readonly (Finding & { readonly node?: number })[];
  /** Goes to the row that a finding is about. */
  readonly onGoTo?: (node: number) => void;
}

/** Findings: icon, sentence, code; evidence in mono below, linked to its row where there is one. */
export function FindingList({ findings, onGoTo }: FindingListProps): ReactElement {
  return (
    <ul className={styles.list}>
      {findings.map((finding, position) => (
        // Findings have no names; the list never changes its order.
        // oxlint-disable-next-line react/no-array-index-key
        <FindingRow key={position} finding={finding} onGoTo={onGoTo} />
      ))}
    </ul>
  );
}

function FindingRow({
  finding,
  onGoTo,
}: {
  readonly finding: FindingListProps['findings'][number];
  readonly onGoTo: FindingListProps['onGoTo'];
}): ReactElement {
  const { icon, word } = SEVERITIES[finding.severity];
  const evidence = describeEvidence(finding);
  const { node } = finding;
  return (
    <li className={styles.finding}>
      <span className={joinClasses(styles.icon, styles[finding.severity])} role="img" aria-label={word} title={word}>
        <Icon of={icon} size={15} />
      </span>
      <p className={styles.message}>{finding.message}</p>
      <code className={styles.code} title={CODES[finding.code]}>
        {finding.code}
      </code>
      {evidence !== '' && node !== undefined && onGoTo && (
        <button type="button" className={joinClasses(styles.evidence, styles.link)} onClick={() => onGoTo(node)}>
          {evidence}
        </button>
      )}
      {evidence !== '' && (node === undefined || !onGoTo) && <p className={styles.evidence}>{evidence}</p>}
    </li>
  );
}

/** Where something was found, and what stood there: `state_dict.a, offset 1 024; expected 32 B, found 16 B`. */
function describeEvidence({ at, expected, found }: Finding): string {
  const place = [
    at?.path && at.path.length > 0 ? formatPathName(at.path) : undefined,
    at?.entry,
    at?.offset === undefined ? undefined : `offset ${formatCount(at.offset)}`,
  ];
  const contrast = [expected && `expected ${expected}`, found && `found ${found}`];
  return [place, contrast]
    .map((words) => words.filter(Boolean).join(', '))
    .filter(Boolean)
    .join('; ');
}
