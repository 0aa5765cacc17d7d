import type { ReactElement } from 'react';
import type { JsonValue } from '../../shared/inspectDocument.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { FactGrid } from './FactGrid.tsx';
import { Section } from './Section.tsx';

/** The component tensors of a sparse or nested tensor. */
export function PartsSection({ parts }: { readonly parts: Readonly<Record<string, JsonValue>> }): ReactElement {
  const facts = Object.entries(parts).map(([label, part]) => ({ label, value: describePart(part), wide: true }));
  return (
    <Section title="Parts">
      <FactGrid facts={facts} look="bare" />
    </Section>
  );
}

function describePart(part: JsonValue): string {
  if (typeof part !== 'object' || part === null || !('dtype' in part)) return JSON.stringify(part);
  const { dtype, shape } = part;
  const dims = Array.isArray(shape) ? formatShape(shape.map(String)) : '';
  return `${typeof dtype === 'string' ? shortenDtype(dtype) : ''} ${dims}`.trim();
}
