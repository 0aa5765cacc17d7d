import type { ReactElement } from 'react';
import type { RelatedNode } from '../../shared/engineApi.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { countElements } from '../tensor/elementLines.ts';
import { useFigures } from '../tensor/useFigures.ts';
import { RelatedRow } from './RelatedRow.tsx';
import { Section } from './Section.tsx';

export interface MomentsSectionProps {
  readonly file: ReadyFile;
  readonly moments: readonly RelatedNode[];
  /** Whether it is certain that the moments are this parameter's. */
  readonly certain: boolean | undefined;
  readonly onGoTo: (node: number) => void;
}

/** Bytes of an element, for an estimate: moments are float32. */
const MOMENT_BYTES = 4;

/** Optimizer state that belongs to a parameter. */
export function MomentsSection({ file, moments, certain, onGoTo }: MomentsSectionProps): ReactElement {
  const tensors = moments.filter(({ value, shape }) => value === undefined && shape !== undefined);
  const bytes = tensors.reduce((sum, { shape = [] }) => sum + countElements(shape.map(Number)) * MOMENT_BYTES, 0);
  const known = useFigures(
    file,
    tensors.map(({ node }) => node).toSorted((a, b) => a - b),
    bytes,
  ).value?.figures;
  return (
    <Section title="Optimizer moments" note={describeCertainty(certain)}>
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
  readonly certain: boolean | undefined;
  readonly onGoTo: (node: number) => void;
}

/** The parameter that optimizer state belongs to. */
export function OwnerSection({ owner, certain, onGoTo }: OwnerSectionProps): ReactElement {
  return (
    <Section title="Belongs to" note={describeCertainty(certain)}>
      <ul>
        <RelatedRow related={owner} label={owner.name} onGoTo={onGoTo} />
      </ul>
    </Section>
  );
}

function describeCertainty(certain: boolean | undefined): string | undefined {
  if (certain === undefined) return undefined;
  return certain ? 'certain: order and shapes agree' : 'by shape only';
}
