import { useState, type ReactElement } from 'react';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { Severity } from '../../shared/finding.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import { FindingList, SEVERITIES } from '../detail/FindingList.tsx';
import { Section } from '../detail/Section.tsx';
import { FilterChip } from '../ui/Chip.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './SeriesFindings.module.css';

type SeriesFinding = SeriesOverview['findings'][number];

/** The row that a finding is about. */
export type FindingTarget = Pick<SeriesFinding, 'section' | 'node'>;

export interface SeriesFindingsProps {
  readonly overview: SeriesOverview;
  readonly onGoTo: (target: FindingTarget) => void;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];
const WORDS: Readonly<Record<Severity, string>> = { error: 'errors', warning: 'warnings', info: 'notes' };

/** What the series as a whole shows, gravest first, and what single files say of themselves if it is more than a note. */
export function SeriesFindings({ overview, onGoTo }: SeriesFindingsProps): ReactElement {
  const [only, setOnly] = useState<Severity>();
  const findings = listFindings(overview);
  const counts = ORDER.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const shown = findings.filter(({ severity }) => only === undefined || severity === only);
  return (
    <Section
      title="Findings in the series"
      aside={counts.map(({ severity, count }) => (
        <FilterChip
          key={severity}
          label={formatCount(count)}
          icon={
            <span className={styles[severity]}>
              <Icon of={SEVERITIES[severity].icon} size={13} />
            </span>
          }
          active={only === severity}
          title={`Only ${WORDS[severity]}`}
          onClick={() => setOnly(only === severity ? undefined : severity)}
        />
      ))}
    >
      {findings.length === 0 ? (
        <p className={styles.nothing}>Nothing stands out.</p>
      ) : (
        <FindingList
          findings={shown.map(({ section: _section, ...finding }) => finding)}
          placedBy="message"
          onGoTo={(node) => onGoTo(shown.find((finding) => finding.node === node) ?? { node })}
        />
      )}
    </Section>
  );
}

/** Of single files only what is more than a note is repeated here: notes about each of hundreds of files bury the rest. */
function listFindings({ findings, checkpoints, unreadable }: SeriesOverview): readonly SeriesFinding[] {
  const named = new Set(findings.filter(({ code }) => code === 'series/unreadable').map(({ message }) => message));
  const lost = unreadable
    .filter(({ name }) => ![...named].some((message) => message.includes(name)))
    .map(({ name, error }): SeriesFinding => ({
      code: 'series/unreadable',
      severity: 'error',
      message: `${name} cannot be read: ${error.message}`,
    }));
  const own = checkpoints.flatMap(({ name, findings: said }) =>
    said
      .filter(({ severity }) => severity !== 'info')
      .map((finding): SeriesFinding => ({ ...finding, message: `${escapeControls(name)}: ${finding.message}` })),
  );
  return [...lost, ...findings, ...own].toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
