import type { ReactElement } from 'react';
import type { FileOverview } from '../../shared/engineApi.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { Section } from '../detail/Section.tsx';
import { showLabel } from '../grid/showLabel.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import styles from './TopLevel.module.css';

/** Keys that are listed; the tree shows all. */
const LISTED_KEYS = 40;

export interface TopLevelProps {
  readonly overview: FileOverview;
  readonly onGoTo: (node: number) => void;
}

/** The top-level keys in the order of the file; each opens in the tree. */
export function TopLevel({ overview, onGoTo }: TopLevelProps): ReactElement {
  const { topLevel } = overview;
  const metadata = Object.entries(overview.container.metadata ?? {});
  return (
    <>
      {metadata.length > 0 && (
        <Section title="Metadata" note={formatCounted(metadata.length, 'key')}>
          <ul>
            {metadata.slice(0, LISTED_KEYS).map(([key, value]) => (
              <li key={key} className={styles.pair} title={escapeControls(`${key}: ${value}`)}>
                <span className={styles.label}>{showLabel(key)}</span>
                <span className={styles.kind}>{escapeControls(value)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Top level" note={formatCounted(topLevel.length, 'key')}>
        <ul>
          {topLevel.slice(0, LISTED_KEYS).map((entry) => (
            <li key={entry.node}>
              <button type="button" className={styles.entry} onClick={() => onGoTo(entry.node)}>
                <span className={styles.label}>{writeKey(entry.key)}</span>
                <span className={styles.kind}>{describeEntry(entry)}</span>
              </button>
            </li>
          ))}
        </ul>
        {topLevel.length > LISTED_KEYS && (
          <p className={styles.more}>{formatCount(topLevel.length - LISTED_KEYS)} more in the tree</p>
        )}
      </Section>
    </>
  );
}

function writeKey(key: FileOverview['topLevel'][number]['key']): string {
  if (key === undefined) return '(the value itself)';
  return showLabel(typeof key === 'string' ? key : key.key);
}

function describeEntry({ kind, summary, items }: FileOverview['topLevel'][number]): string {
  if (items !== undefined) return `${kind}, ${formatCount(items)}`;
  if (summary === undefined) return kind;
  // An object's summary begins with its class already: `deque(1, 2)`.
  const name = kind.slice(kind.lastIndexOf('.') + 1);
  return kind === 'global' || summary.startsWith(name) ? summary : `${kind} ${summary}`;
}
