import { CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { CODES } from '../../shared/codes.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
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
  /** What leads to the row: the place below the sentence, or the sentence itself, where the place would only repeat it. */
  readonly placedBy?: 'place' | 'message';
}

/** Findings: icon, sentence, code; evidence in mono below, linked to its row where there is one. */
export function FindingList({ findings, onGoTo, placedBy = 'place' }: FindingListProps): ReactElement {
  return (
    <ul className={styles.list}>
      {findings.map((finding, position) => (
        // Findings have no names; the list never changes its order.
        // oxlint-disable-next-line react/no-array-index-key
        <FindingRow key={position} finding={finding} onGoTo={onGoTo} placedBy={placedBy} />
      ))}
    </ul>
  );
}

function FindingRow({
  finding,
  onGoTo,
  placedBy,
}: Required<Pick<FindingListProps, 'placedBy'>> & {
  readonly finding: FindingListProps['findings'][number];
  readonly onGoTo: FindingListProps['onGoTo'];
}): ReactElement {
  const { icon, word } = SEVERITIES[finding.severity];
  const isLink = placedBy === 'message' && finding.node !== undefined && onGoTo !== undefined;
  const place = isLink ? '' : describePlace(finding);
  const contrast = describeContrast(finding);
  const { node } = finding;
  return (
    <li className={styles.finding}>
      <span className={joinClasses(styles.icon, styles[finding.severity])} role="img" aria-label={word} title={word}>
        <Icon of={icon} size={15} />
      </span>
      <p className={styles.message}>
        {isLink ? (
          <button type="button" className={styles.link} onClick={() => onGoTo(finding.node ?? 0)}>
            {escapeControls(finding.message)}
          </button>
        ) : (
          escapeControls(finding.message)
        )}
      </p>
      <code className={styles.code} title={CODES[finding.code]}>
        {finding.code}
      </code>
      {(place !== '' || contrast !== '') && (
        <p className={styles.evidence}>
          {place !== '' && node !== undefined && onGoTo ? (
            <button type="button" className={styles.link} onClick={() => onGoTo(node)}>
              {place}
            </button>
          ) : (
            place
          )}
          {place !== '' && contrast !== '' && ': '}
          {contrast}
        </p>
      )}
    </li>
  );
}

/** Where something was found: `state_dict.a`, or `archive/data.pkl, offset 1 024`. */
function describePlace({ at }: Finding): string {
  const path = at?.path && at.path.length > 0 ? formatPathName(at.path) : undefined;
  const offset = at?.offset === undefined ? undefined : `offset ${formatCount(at.offset)}`;
  return escapeControls([path, at?.entry, offset].filter(Boolean).join(', '));
}

/** What stands there: the evidence by itself, or beside what should stand there. */
function describeContrast({ expected, found }: Finding): string {
  if (expected === undefined) return escapeControls(found ?? '');
  return escapeControls(found === undefined ? `expected ${expected}` : `expected ${expected}, found ${found}`);
}
