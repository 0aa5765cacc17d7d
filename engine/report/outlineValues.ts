import { escapeControls } from '../../shared/escapeControls.ts';
import type { PyValue } from '../values/pyValue.ts';
import { summarizeValue } from '../values/summarizeValue.ts';
import { typeName } from '../values/typeName.ts';
import { pathOf, type Visit, walkValues } from '../values/walkValues.ts';
import { formatPathName } from '../../shared/pathStep.ts';

/** Spaces for each level, up to this many levels: a value nested 100,000 deep would be mostly indentation. */
const INDENT_LEVELS = 20;
const SUMMARY_LENGTH = 100;

/** A value as indented lines for a person, one for each place: label, type and a short text. Safe to print. */
export function outlineValues(root: PyValue, write: (line: string) => void): void {
  walkValues(root, {
    enter(visit) {
      if (visit.step === undefined && isContainer(visit.value)) return;
      const indent = '  '.repeat(Math.max(0, Math.min(visit.depth - 1, INDENT_LEVELS)));
      write(`${indent}${labelOf(visit)}${describe(visit)}`);
    },
  });
}

function labelOf({ step }: Visit): string {
  return step === undefined ? '' : `${escapeControls(formatPathName([step])).slice(0, 200)}: `;
}

function describe({ value, first }: Visit): string {
  const type = escapeControls(typeName(value));
  if (first !== undefined) return `${type}, as ${escapeControls(formatPathName(pathOf(first))) || 'the root'}`;
  if (typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray')) {
    return `${type} ${value.dtype} [${value.shape.join(', ')}]`;
  }
  if (isContainer(value)) return type;
  return `${type} ${summarizeValue(value, SUMMARY_LENGTH)}`;
}

function isContainer(value: PyValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ['dict', 'list', 'tuple', 'set', 'object'].includes(value.kind);
}
