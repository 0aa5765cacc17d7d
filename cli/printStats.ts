import { escapeControls, quoteCsv, type FigureRow, type StatsDocument, type StatsEntry } from '../engine/index.ts';
import { describeFindings } from './describeFindings.ts';
import { drawHistogram } from './drawHistogram.ts';
import { formatBytes } from './formatBytes.ts';
import { formatFigure, formatShare } from './formatFigure.ts';
import type { Output } from './output.ts';
import { createPaint } from './paint.ts';
import { layOutTable, type Alignment } from './table.ts';

/** Tensors that a terminal shows without `--all`. */
const TERMINAL_ROWS = 100;

const HEADER = ['Name', 'dtype', 'Shape', 'min', 'max', 'mean', 'std', 'L2', 'zeros', 'NaN/Inf', 'Histogram'];
const ALIGNMENTS: readonly Alignment[] = HEADER.map((_, column) => (column > 2 && column < 10 ? 'right' : 'left'));

/** Lays statistics out for a person: findings, a row for each tensor, what it cost. `rowOf` has the histogram of a record. */
export async function printStats(
  document: StatsDocument,
  rowOf: (index: number) => FigureRow | undefined,
  output: Output,
  options: { readonly all: boolean },
): Promise<void> {
  const paint = createPaint(output.isTerminal);
  const { tensors, totals, findings, cost, file } = document;
  const most = output.isTerminal && !options.all ? TERMINAL_ROWS : Infinity;
  const rows = tensors.slice(0, most).map((entry, index) => describeRow(entry, rowOf(index)));
  const table = layOutTable([HEADER, ...rows], ALIGNMENTS).map((line, index) => (index === 0 ? paint.dim(line) : line));
  const rest = tensors.length - rows.length;
  const without = totals.withoutFigures === 0 ? '' : `, ${totals.withoutFigures} without values`;
  await output.writeLines((write) => {
    write(paint.bold(escapeControls(file.name)));
    write(`  ${totals.tensors} tensors${without}, ${formatFigure(totals.count)} elements`);
    for (const line of describeFindings(findings, paint)) write(line);
    if (rows.length > 0) for (const line of ['', ...table]) write(line);
    if (rest > 0) write(paint.dim(`… ${rest} more: --all lists every tensor, --json and --csv do too`));
    write('');
    write(
      paint.dim(
        `Nothing in the file was executed. Read ${formatBytes(cost.bytesRead)} of ${formatBytes(file.bytes)} in ${cost.reads} reads, ${cost.ms} ms.`,
      ),
    );
  });
}

function describeRow(entry: StatsEntry, row: FigureRow | undefined): readonly string[] {
  const name = escapeControls(entry.name);
  const type = [name, escapeControls(entry.dtype), `[${entry.shape.join(', ')}]`];
  if (entry.sameAs !== undefined) return [...type, `= ${entry.sameAs}`];
  if (entry.why !== undefined) return [...type, '–', '–', '–', '–', '–', '–', '–', entry.why];
  const bad = entry.count === null || entry.finite === null ? null : Number(entry.count) - Number(entry.finite);
  return [
    ...type,
    ...[entry.min, entry.max, entry.mean, entry.std, entry.l2].map(formatFigure),
    formatShare(entry.zeros, entry.count),
    formatFigure(bad),
    row === undefined ? '' : drawHistogram(row),
  ];
}

/** One line a record, figures in full; empty where one does not apply. */
export async function writeStatsCsv({ tensors }: StatsDocument, output: Output): Promise<void> {
  const counts = ['count', 'finite', 'nan', 'posinf', 'neginf', 'zeros'] as const;
  const figures = ['min', 'max', 'mean', 'std', 'l2'] as const;
  const quantiles = ['p01', 'p05', 'p25', 'p50', 'p75', 'p95', 'p99'] as const;
  const lines = (write: (line: string) => void) => {
    const writeCells = (cells: readonly (string | number)[]) =>
      write(`${cells.map((cell) => quoteCsv(String(cell))).join(',')}\r`);
    writeCells(['name', 'dtype', 'shape', ...counts, ...figures, ...quantiles]);
    for (const entry of tensors) {
      writeCells([
        entry.name,
        entry.dtype,
        `[${entry.shape.join(', ')}]`,
        ...[...counts, ...figures].map((name) => entry[name] ?? ''),
        ...quantiles.map((name) => entry.quantiles?.[name] ?? ''),
      ]);
    }
  };
  await output.writeLines(lines);
}
