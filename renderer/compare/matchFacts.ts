import type { MatchFigures } from '../../shared/comparison.ts';
import type { Fact } from '../detail/FactGrid.tsx';
import { formatIndex } from '../tensor/elementLines.ts';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatExact } from '../ui/format/formatFigure.ts';
import { formatCell, formatCosine, NO_FIGURE } from './figureText.ts';

/** Characters that half a line has room for beside its label. */
const MOST_CHARACTERS = 13;

/** The figures of a row in cells, two to a line. Of a group: those that make sense of many tensors taken together. */
export function listMatchFacts(figures: MatchFigures, isGroup: boolean): readonly Fact[] {
  const { relL2, cosine, l2, meanDelta, maxAbs, maxAbsAt, leftL2, rightL2 } = figures;
  const change = {
    label: 'relative L2',
    value: relL2 === undefined ? NO_FIGURE : formatChange(relL2),
    ...digits(relL2),
  };
  const length = { label: '‖Δ‖₂', value: formatCell(l2), ...digits(l2) };
  const largest = { label: 'max |Δ|', value: formatCell(maxAbs), ...digits(maxAbs) };
  const count = describeChanged(figures);
  const changed = { label: 'changed', value: count, title: `${count} elements`, wide: count.length > MOST_CHARACTERS };
  const norms = [
    { label: 'A L2', value: formatCell(leftL2), ...digits(leftL2) },
    { label: 'B L2', value: formatCell(rightL2), ...digits(rightL2) },
  ];
  if (isGroup) return [change, length, ...norms, largest, changed];
  return [
    change,
    { label: 'cosine', value: formatCosine(cosine), ...digits(cosine) },
    length,
    { label: 'mean Δ', value: formatCell(meanDelta), ...digits(meanDelta) },
    largest,
    { label: 'at', value: maxAbsAt === undefined ? NO_FIGURE : formatIndex(maxAbsAt) },
    changed,
    { label: 'new NaN', value: formatCount(figures.newNan), title: 'NaN in B that were none in A' },
  ];
}

function describeChanged({ changed, count, byValue }: MatchFigures): string {
  return `${formatCount(changed)} of ${formatCount(count)}${byValue ? ' by value' : ''}`;
}

/** Every digit, for a tooltip. */
function digits(value: number | undefined): { readonly title?: string } {
  return value === undefined ? {} : { title: formatExact(value) };
}
