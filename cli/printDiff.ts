import { escapeControls, stringifyJson, type DiffDocument, type DiffEntry, type DiffValue } from '../engine/index.ts';
import { describeFindings } from './describeFindings.ts';
import { formatBytes } from './formatBytes.ts';
import { formatFigure, formatShare } from './formatFigure.ts';
import type { Output } from './output.ts';
import { createPaint, type Paint } from './paint.ts';
import { shortenPair } from './shortenPair.ts';
import { layOutTable, type Alignment } from './table.ts';

/** Rows of each table that a terminal shows without `--all`. */
const TERMINAL_ROWS = 50;
const MODULE_ROWS = 20;
/** Characters of a value in the table. */
const VALUE_LENGTH = 60;
const NAME_LENGTH = 80;

const MARKS: { readonly [Status in DiffEntry['status']]: string } = {
  identical: '=',
  changed: 'Δ',
  added: '+',
  removed: '−',
  reshaped: '⤢',
  retyped: 'T',
  renamed: '⇄',
};

const HEADER = ['', 'Name', 'rel. L2', 'L2', 'max |Δ|', 'at', 'mean Δ', 'cosine', 'changed', ''];
const ALIGNMENTS: readonly Alignment[] = HEADER.map((_, column) => (column > 1 && column < 9 ? 'right' : 'left'));

/** Lays a comparison out for a person: the files, findings, values, modules and tensors by relative change. */
export async function printDiff(
  document: DiffDocument,
  output: Output,
  options: { readonly all: boolean },
): Promise<void> {
  const paint = createPaint(output.isTerminal);
  const isShort = output.isTerminal && !options.all;
  const sections = [
    describeFiles(document, paint),
    describeFindings(document.findings, paint),
    describeValues(document, paint, isShort ? TERMINAL_ROWS : Infinity),
    describeModules(document, paint, options.all ? Infinity : MODULE_ROWS),
    describeTensors(document, paint, { all: options.all, most: isShort ? TERMINAL_ROWS : Infinity }),
    [paint.dim(describeCost(document))],
  ].filter((lines) => lines.length > 0);
  for (const [index, lines] of sections.entries()) {
    await output.writeLines((write) => {
      if (index > 0) write('');
      for (const line of lines) write(line);
    });
  }
}

function describeFiles({ left, right, totals, same }: DiffDocument, paint: Paint): string[] {
  const rows = [left, right].map(({ name, format, bytes, counters }, side) => [
    side === 0 ? 'A' : 'B',
    escapeControls(name),
    format,
    formatBytes(bytes),
    counters.epoch === undefined ? '' : `epoch ${counters.epoch}`,
    counters.globalStep === undefined ? '' : `step ${counters.globalStep}`,
  ]);
  const { tensors, values, ...statuses } = totals;
  const counts = Object.entries(statuses).flatMap(([status, count]) => (count === 0 ? [] : `${count} ${status}`));
  const verdict = same ? 'The same.' : 'Different.';
  return [
    ...layOutTable(rows, ['left', 'left', 'left', 'right', 'left', 'left']),
    `${paint.bold(verdict)} ${tensors} tensors: ${counts.join(', ') || 'none'}; ${values} values differ.`,
  ];
}

function describeValues({ values }: DiffDocument, paint: Paint, most: number): string[] {
  if (values.length === 0) return [];
  const rows = values.slice(0, most).map((value) => {
    const [before, after] = shortenPair(showSide(value, 'before'), showSide(value, 'after'), VALUE_LENGTH);
    return [shorten(value.name) || '(root)', before, '→', after];
  });
  const rest = values.length - rows.length;
  return [
    paint.bold('Values'),
    ...indent(layOutTable(rows, ['left', 'right', 'left', 'left'])),
    ...(rest > 0 ? indent([paint.dim(`… ${rest} more: --all lists them, --json describes them`)]) : []),
  ];
}

/** A long name without its middle. */
function shorten(name: string): string {
  const text = escapeControls(name);
  const half = NAME_LENGTH / 2;
  return text.length <= NAME_LENGTH ? text : `${text.slice(0, half - 1)}…${text.slice(-half)}`;
}

function showSide(value: DiffValue, side: 'before' | 'after'): string {
  if (!(side in value)) return '–';
  return escapeControls(stringifyJson({ value: value[side] }).slice('{"value":'.length, -1));
}

function describeModules({ modules }: DiffDocument, paint: Paint, most: number): string[] {
  const changed = modules.filter((module) => module.changed > 0);
  if (changed.length === 0) return [];
  const shown = changed.toSorted((a, b) => sizeOf(b.relL2) - sizeOf(a.relL2)).slice(0, most);
  const rows = shown.map(({ name, relL2, l2, changed: count, tensors }) => [
    escapeControls(name),
    formatRelative(relL2),
    formatFigure(l2),
    `${count} of ${tensors}`,
  ]);
  const table = layOutTable([['Module', 'rel. L2', 'L2', 'changed'], ...rows], ['left', 'right', 'right', 'right']);
  const rest = changed.length - shown.length;
  return [
    paint.bold('Modules'),
    ...indent(table.map((line, index) => (index === 0 ? paint.dim(line) : line))),
    ...(rest > 0 ? indent([paint.dim(`… ${rest} more: --all lists every module`)]) : []),
  ];
}

function sizeOf(relL2: DiffEntry['relL2']): number {
  return relL2 === 'inf' ? Infinity : Number(relL2 ?? -1);
}

function describeTensors(
  { tensors }: DiffDocument,
  paint: Paint,
  { all, most }: { readonly all: boolean; readonly most: number },
): string[] {
  const differing = all ? tensors : tensors.filter(({ status }) => status !== 'identical');
  if (differing.length === 0) return [];
  const rows = differing.slice(0, most).map(describeRow);
  const table = layOutTable([HEADER, ...rows], ALIGNMENTS);
  const rest = differing.length - rows.length;
  return [
    paint.bold('Tensors'),
    ...indent(table.map((line, index) => (index === 0 ? paint.dim(line) : line))),
    ...(rest > 0 ? indent([paint.dim(`… ${rest} more: --all lists every tensor, --json describes them`)]) : []),
  ];
}

function describeRow(entry: DiffEntry): readonly string[] {
  const { status, name, relL2, l2, maxAbs, maxAbsAt, meanDelta, cosine, changed, count } = entry;
  return [
    MARKS[status],
    escapeControls(name),
    formatRelative(relL2),
    formatFigure(l2),
    formatFigure(maxAbs),
    maxAbsAt === null ? '' : `[${maxAbsAt.join(', ')}]`,
    formatFigure(meanDelta),
    formatFigure(cosine),
    formatShare(changed, count),
    describeNote(entry),
  ];
}

function describeNote({ status, before, after, alignedBy, certainty, newNan, why }: DiffEntry): string {
  const notes = [
    status === 'added' || status === 'removed' ? status : undefined,
    status === 'reshaped' ? `[${before?.shape.join(', ')}] → [${after?.shape.join(', ')}]` : undefined,
    status === 'retyped' ? `${before?.dtype} → ${after?.dtype}` : undefined,
    alignedBy === undefined || after === undefined
      ? undefined
      : `→ ${escapeControls(after.name)} (by ${alignedBy}, ${Math.round((certainty ?? 0) * 100)} %)`,
    newNan === undefined ? undefined : `${newNan} new NaN`,
    why,
  ];
  return notes.filter((note) => note !== undefined).join('; ');
}

/** Relative change always with an exponent, three digits. */
function formatRelative(relL2: DiffEntry['relL2']): string {
  return typeof relL2 === 'number' && relL2 !== 0 ? relL2.toExponential(2).replace('e+', 'e') : formatFigure(relL2);
}

function describeCost({ cost, left, right }: DiffDocument): string {
  return `Nothing in the files was executed. Read ${formatBytes(cost.bytesRead)} of ${formatBytes(left.bytes + right.bytes)} in ${cost.reads} reads, ${cost.ms} ms.`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
