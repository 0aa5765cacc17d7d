import type { ReactElement } from 'react';
import type { NodeDetail, RelatedNode } from '../../shared/engineApi.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { countElements } from '../tensor/elementLines.ts';
import { useFigures } from '../tensor/useFigures.ts';
import { RelatedRow } from './RelatedRow.tsx';
import { Section } from './Section.tsx';

export interface MomentsSectionProps {
  readonly file: ReadyFile;
  readonly moments: readonly RelatedNode[];
  /** What keeps them; whether it is certain that they are this parameter's. */
  readonly detail: Pick<NodeDetail, 'optimizer' | 'certain'>;
  readonly onGoTo: (node: number) => void;
}

/** Bytes of an element, for an estimate: moments are float32. */
const MOMENT_BYTES = 4;

/** Optimizer state that belongs to a parameter. */
export function MomentsSection({ file, moments, detail, onGoTo }: MomentsSectionProps): ReactElement {
  const tensors = moments.filter(({ value, shape }) => value === undefined && shape !== undefined);
  const bytes = tensors.reduce((sum, { shape = [] }) => sum + countElements(shape.map(Number)) * MOMENT_BYTES, 0);
  const known = useFigures(
    file,
    tensors.map(({ node }) => node).toSorted((a, b) => a - b),
    bytes,
  ).value?.figures;
  return (
    <Section title="Optimizer moments" note={<OptimizerNote {...detail} />}>
      <ul>
        {moments.map((moment) => (
          <RelatedRow
            key={moment.node}
            related={moment}
            label={moment.role}
            figures={known?.get(moment.node)}
            onGoTo={onGoTo}
          />
        ))}
      </ul>
    </Section>
  );
}

export interface OwnerSectionProps {
  readonly owner: RelatedNode;
  readonly detail: Pick<NodeDetail, 'optimizer' | 'certain'>;
  readonly onGoTo: (node: number) => void;
}

/** The parameter that optimizer state belongs to. */
export function OwnerSection({ owner, detail, onGoTo }: OwnerSectionProps): ReactElement {
  return (
    <Section title="Belongs to" note={<OptimizerNote {...detail} />}>
      <ul>
        <RelatedRow related={owner} label={owner.name} onGoTo={onGoTo} />
      </ul>
    </Section>
  );
}

/** `AdamW (inferred), state 2, certain`; what that rests on as its tooltip. */
function OptimizerNote({ optimizer, certain }: Pick<NodeDetail, 'optimizer' | 'certain'>): ReactElement {
  const title = optimizer?.title;
  const name = title && `${escapeControls(title.name)}${title.basis === 'inferred' ? ' (inferred)' : ''}`;
  const key = optimizer && `state ${escapeControls(optimizer.key)}`;
  const match = certain === undefined ? undefined : CERTAINTY[certain ? 'certain' : 'likely'];
  const evidence = title && `${title.name}, ${title.basis}: ${title.evidence}.`;
  return (
    <span title={[evidence && escapeControls(evidence), match?.why].filter(Boolean).join(' ')}>
      {[name, key, match?.word].filter(Boolean).join(', ')}
    </span>
  );
}

const CERTAINTY = {
  certain: { word: 'certain', why: 'Order and shapes agree: the state is this parameter’s.' },
  likely: { word: 'by shape only', why: 'Other parameters have the same shape: the state is likely this one’s.' },
} as const;
