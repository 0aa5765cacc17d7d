import type { ReactElement } from 'react';
import type { FileOverview } from '../../shared/engineApi.ts';
import type { Severity } from '../../shared/finding.ts';
import { FindingList, SEVERITIES } from '../detail/FindingList.tsx';
import { Section } from '../detail/Section.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Findings.module.css';

const TONES: readonly (readonly [Severity, ChipTone])[] = [
  ['error', 'fail'],
  ['warning', 'warn'],
  ['info', 'info'],
];

export interface FindingsProps {
  readonly findings: FileOverview['findings'];
  readonly onGoTo: (node: number) => void;
}

/** What is worth knowing about the file, the gravest first, with a count of each severity. */
export function Findings({ findings, onGoTo }: FindingsProps): ReactElement {
  const counted = TONES.map(([severity, tone]) => ({
    severity,
    tone,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const gravest = TONES.flatMap(([severity]) => findings.filter((finding) => finding.severity === severity));
  return (
    <Section
      title="Findings"
      aside={counted.map(({ severity, tone, count }) => (
        <Chip
          key={severity}
          tone={tone}
          title={SEVERITIES[severity].word}
          icon={<Icon of={SEVERITIES[severity].icon} size={12} />}
        >
          {formatCount(count)}
        </Chip>
      ))}
    >
      {findings.length === 0 ? (
        <p className={styles.none}>Nothing that calls for attention.</p>
      ) : (
        <FindingList findings={gravest} onGoTo={onGoTo} />
      )}
    </Section>
  );
}
