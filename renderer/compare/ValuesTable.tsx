import { Copy } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { ChangedValue, ComparisonOverview, MatchStatus } from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { useActions } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { kindOfValue, locateDifference } from './filterValues.ts';
import { sideNames } from './pair.ts';
import { SideBadge } from '../app/SideBadge.tsx';
import { StatusIcon } from './StatusIcon.tsx';
import styles from './ValuesTable.module.css';

/** Rows that are shown at once: a table of thousands of wrapped rows is slow to lay out, and nobody reads it. */
const AT_ONCE = 500;

export interface ValuesTableProps {
  readonly values: readonly ChangedValue[];
  readonly overview: ComparisonOverview;
}

/** Values before and after, the part that differs marked. */
export function ValuesTable({ values, overview }: ValuesTableProps): ReactElement {
  const [most, setMost] = useState(AT_ONCE);
  const names = sideNames(overview);
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Values that differ">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              Name
            </th>
            <th scope="col">
              <SideBadge side="A" /> <span className={styles.side}>Before{tellEpoch(names.left)}</span>
            </th>
            <th scope="col">
              <SideBadge side="B" /> <span className={styles.side}>After{tellEpoch(names.right)}</span>
            </th>
            <th scope="col" className={styles.act}>
              <span className={styles.hidden}>Copy</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {values.slice(0, most).map((value) => (
            <ValueRow key={value.name} value={value} />
          ))}
        </tbody>
      </table>
      {values.length > most && (
        <p className={styles.more}>
          <Button onClick={() => setMost(most + AT_ONCE)}>Show more of {formatCount(values.length)}</Button>
        </p>
      )}
    </div>
  );
}

/** The part of a side's name after its letter, which the badge shows. */
function tellEpoch(name: string): string {
  return name.length > 1 ? `, epoch ${name.slice(2)}` : '';
}

function ValueRow({ value }: { readonly value: ChangedValue }): ReactElement {
  const actions = useActions();
  const { name, before, after } = value;
  const status: MatchStatus = kindOfValue(value);
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.name}>
        <span className={styles.label}>
          <StatusIcon status={status} />
          {escapeControls(name)}
        </span>
      </th>
      <td>
        <ValueText text={before} other={after} missing="only in B" />
      </td>
      <td className={styles.after}>
        <ValueText text={after} other={before} missing="only in A" isAfter />
      </td>
      <td className={styles.act}>
        <IconButton
          size="small"
          label={`Copy ${escapeControls(name)}`}
          icon={<Icon of={Copy} />}
          onClick={() => actions().copyText(`${name}\t${before ?? ''}\t${after ?? ''}`)}
        />
      </td>
    </tr>
  );
}

interface ValueTextProps {
  readonly text: string | undefined;
  readonly other: string | undefined;
  readonly missing: string;
  readonly isAfter?: boolean;
}

/** Characters from which on a value shows its beginning until it is opened. */
const LONG = 160;

function ValueText({ text, other, missing, isAfter = false }: ValueTextProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  if (text === undefined) return <span className={styles.missing}>{missing}</span>;
  const isLong = text.length > LONG;
  return (
    <>
      <span className={isLong && !isOpen ? styles.cut : styles.text}>
        {other === undefined ? escapeControls(text) : <MarkedText text={text} other={other} isAfter={isAfter} />}
      </span>
      {isLong && (
        <button type="button" className={styles.open} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show less' : 'Show all'}
        </button>
      )}
    </>
  );
}

function MarkedText({ text, other, isAfter }: { text: string; other: string; isAfter: boolean }): ReactElement {
  const { start, ends } = isAfter ? locateDifference(other, text) : locateDifference(text, other);
  const end = ends[isAfter ? 1 : 0];
  // Of a value that is replaced as a whole the new one is marked, not both.
  if (!isAfter && start === 0 && end === text.length) return <>{escapeControls(text)}</>;
  return (
    <>
      {escapeControls(text.slice(0, start))}
      <mark className={isAfter ? styles.new : styles.old}>{escapeControls(text.slice(start, end))}</mark>
      {escapeControls(text.slice(end))}
    </>
  );
}
