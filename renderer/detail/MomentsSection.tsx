import type { ReactElement } from 'react';
import type { RelatedNode } from '../../shared/engineApi.ts';
import { RelatedRow } from './RelatedRow.tsx';
import { Section } from './Section.tsx';

export interface MomentsSectionProps {
  readonly moments: readonly RelatedNode[];
  /** Whether it is certain that the moments are this parameter's. */
  readonly certain: boolean | undefined;
  readonly onGoTo: (node: number) => void;
}

/** Optimizer state that belongs to a parameter. */
export function MomentsSection({ moments, certain, onGoTo }: MomentsSectionProps): ReactElement {
  return (
    <Section title="Optimizer moments" note={describeCertainty(certain)}>
      <ul>
        {moments.map((moment) => (
          <RelatedRow key={moment.node} related={moment} label={moment.role} onGoTo={onGoTo} />
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
