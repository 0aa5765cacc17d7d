import type { SectionRole, TopLevelEntry } from '../../shared/inspectDocument.ts';
import type { Sections } from '../checkpoint/sections.ts';
import type { PyValue } from '../values/pyValue.ts';
import { keyRepr } from '../values/pythonRepr.ts';
import { summarizeValue } from '../values/summarizeValue.ts';
import { typeName } from '../values/typeName.ts';

/** What the root holds: its entries when it is a mapping, itself when it is not. */
export function describeTopLevel(root: PyValue, sections: Sections): TopLevelEntry[] {
  if (typeof root !== 'object' || root?.kind !== 'dict') return [describeEntry(root)];
  return root.keys.map((key, position) => ({
    key: typeof key === 'string' ? key : { key: keyRepr(key) },
    ...describeEntry(root.values[position] ?? null, sections.get(key)),
  }));
}

function describeEntry(value: PyValue, role?: SectionRole): TopLevelEntry {
  const items = countItems(value);
  const summary = summarizeValue(value);
  return {
    kind: typeName(value),
    ...(role && { role }),
    ...(summary !== '' && { summary }),
    ...(items !== undefined && { items }),
  };
}

function countItems(value: PyValue): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value.kind === 'dict') return value.keys.length;
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set' ? value.items.length : undefined;
}
