import type { ReactElement } from 'react';
import type { MomentChange } from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { Section } from '../detail/Section.tsx';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatFigure } from '../ui/format/formatFigure.ts';
import { formatCell, NO_FIGURE } from './figureText.ts';
import styles from './MomentChanges.module.css';
import type { SideNames } from './pair.ts';

export interface MomentChangesProps {
  readonly moments: readonly MomentChange[];
  readonly names: SideNames;
  /** Shows the row of a moment. */
  readonly onMoment: (node: number) => void;
}

/** What an optimizer keeps for a parameter, on both sides. */
export function MomentChanges({ moments, names, onMoment }: MomentChangesProps): ReactElement {
  const numbers = moments.filter(isNumber);
  const tensors = moments.filter((moment) => !isNumber(moment));
  return (
    <Section title="Moments, L2" note={numbers.map(describeNumber).join(', ')}>
      {tensors.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className={styles.hidden}>Moment</span>
              </th>
              <th scope="col">{names.left}</th>
              <th scope="col">{names.right}</th>
              <th scope="col">relative</th>
            </tr>
          </thead>
          <tbody>
            {tensors.map((moment) => (
              <tr key={moment.name}>
                <th scope="row">
                  <MomentName moment={moment} onMoment={onMoment} />
                </th>
                <td className={styles.before}>{formatCell(moment.leftL2)}</td>
                <td>{formatCell(moment.rightL2)}</td>
                <td>{moment.relL2 === undefined ? NO_FIGURE : formatChange(moment.relL2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function MomentName({ moment, onMoment }: { readonly moment: MomentChange } & Pick<MomentChangesProps, 'onMoment'>) {
  const { name, node, status } = moment;
  const shown = escapeControls(name);
  const side = status === 'added' ? ' (only in B)' : status === 'removed' ? ' (only in A)' : '';
  if (node === undefined) return <>{shown + side}</>;
  return (
    <button type="button" className={styles.link} title="Show it among the moments" onClick={() => onMoment(node)}>
      {shown + side}
    </button>
  );
}

function isNumber({ left, right }: MomentChange): boolean {
  return left !== undefined || right !== undefined;
}

/** `step 8 710 → 9 678`. */
function describeNumber({ name, left, right }: MomentChange): string {
  return `${escapeControls(name)} ${writeNumber(left)} → ${writeNumber(right)}`;
}

function writeNumber(value: number | undefined): string {
  if (value === undefined) return NO_FIGURE;
  return Number.isSafeInteger(value) ? formatCount(value) : formatFigure(value);
}
