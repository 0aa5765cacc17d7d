import { escapeControls, type SeriesDocument } from '../engine/index.ts';
import { describeFindings } from './describeFindings.ts';
import { formatBytes } from './formatBytes.ts';
import { formatFigure } from './formatFigure.ts';
import type { Output } from './output.ts';
import { createPaint, type Paint } from './paint.ts';
import { layOutTable, type Alignment } from './table.ts';

type SeriesTensor = SeriesDocument['tensors'][number];

/** Tensors that are shown without `--all`: the weights that changed most from the last checkpoint but one to the last. */
const ROWS = 40;
/** Checkpoints whose changes stand side by side: the last ones. */
const COLUMNS = 6;

/** Lays a series out for a person: its checkpoints, findings, and the relative changes of tensors by checkpoints. */
export async function printSeries(
  document: SeriesDocument,
  output: Output,
  options: { readonly all: boolean },
): Promise<void> {
  const paint = createPaint(output.isTerminal);
  const own = document.checkpoints.flatMap(({ file, findings }) =>
    findings
      .filter(({ severity }) => severity !== 'info')
      .map((finding) => ({ ...finding, message: `${file}: ${finding.message}` })),
  );
  const { cost } = document;
  const bytes = document.checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
  const sections = [
    describeCheckpoints(document, paint),
    describeFindings([...document.findings, ...own], paint),
    describeTensors(document, paint, options.all),
    [
      paint.dim(
        `Nothing in the files was executed. Read ${formatBytes(cost.bytesRead)} of ${formatBytes(bytes)} in ${cost.reads} reads, ${cost.ms} ms.`,
      ),
    ],
  ].filter((lines) => lines.length > 0);
  for (const [index, lines] of sections.entries()) {
    await output.writeLines((write) => {
      if (index > 0) write('');
      for (const line of lines) write(line);
    });
  }
}

function describeCheckpoints({ checkpoints }: SeriesDocument, paint: Paint): string[] {
  const rows = checkpoints.map(({ file, epoch, globalStep, bytes, modified }) => [
    escapeControls(file),
    String(epoch ?? '–'),
    String(globalStep ?? '–'),
    formatBytes(bytes),
    modified ?? '',
  ]);
  const table = layOutTable(
    [['Checkpoint', 'Epoch', 'Step', 'Size', 'Modified'], ...rows],
    ['left', 'right', 'right', 'right', 'left'],
  );
  return table.map((line, index) => (index === 0 ? paint.dim(line) : line));
}

function describeTensors({ checkpoints, tensors }: SeriesDocument, paint: Paint, all: boolean): string[] {
  if (tensors.length === 0) return [];
  const first = Math.max(1, checkpoints.length - COLUMNS);
  const columns = checkpoints.slice(first).map(({ epoch, globalStep, file }) => {
    if (epoch !== undefined) return `→ epoch ${epoch}`;
    return globalStep === undefined ? `→ ${escapeControls(file).slice(0, 12)}` : `→ ${globalStep}`;
  });
  const weights = tensors.filter(({ role }) => role === 'weight');
  const shown = weights.length === 0 ? tensors : weights;
  const sorted = all ? tensors : shown.toSorted((a, b) => lastChange(b) - lastChange(a)).slice(0, ROWS);
  const rows = sorted.map(({ name, l2, relL2, nan }) => [
    escapeControls(name),
    formatFigure(l2.findLast((norm) => norm !== null) ?? null),
    ...relL2.slice(first).map(formatChange),
    nan.some((count) => count !== null && count !== 0) ? 'NaN' : '',
  ]);
  const alignments: Alignment[] = ['left', 'right', ...columns.map((): Alignment => 'right'), 'left'];
  const table = layOutTable([['Tensor, relative change', 'L2', ...columns, ''], ...rows], alignments);
  const rest = tensors.length - rows.length;
  return [
    ...table.map((line, index) => (index === 0 ? paint.dim(line) : line)),
    ...(rest > 0 ? [paint.dim(`… ${rest} more: --all lists every tensor, --json has all checkpoints`)] : []),
  ];
}

function lastChange({ relL2 }: SeriesTensor): number {
  const last = relL2.at(-1);
  return last === 'inf' ? Infinity : Number(last ?? -1);
}

/** Always with an exponent, three digits. */
function formatChange(change: SeriesTensor['relL2'][number]): string {
  return typeof change === 'number' && change !== 0 ? change.toExponential(2).replace('e+', 'e') : formatFigure(change);
}
