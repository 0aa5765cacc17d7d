import type { TopLevelEntry } from '../shared/inspectDocument.ts';
import { escapeControls, type ExactInspectDocument } from '../engine/index.ts';
import { describeFindings } from './describeFindings.ts';
import { formatBytes } from './formatBytes.ts';
import type { Output } from './output.ts';
import { createPaint, type Paint } from './paint.ts';
import { layOutTable } from './table.ts';

/** Tensors that a terminal shows without `--all`. */
const TERMINAL_ROWS = 100;

/** Lays a document out for a person: what file, counters, top level, findings, tensors. */
export async function printDocument(
  document: ExactInspectDocument,
  output: Output,
  options: { readonly all: boolean },
): Promise<void> {
  const paint = createPaint(output.isTerminal);
  const sections = [
    describeFile(document, paint),
    describeTopLevel(document, paint),
    describeFindings(document.findings, paint),
    describeTensors(document, paint, output.isTerminal && !options.all ? TERMINAL_ROWS : Infinity),
    [paint.dim(describeCost(document))],
  ].filter((lines) => lines.length > 0);
  for (const [index, lines] of sections.entries()) {
    await output.writeLines((write) => {
      if (index > 0) write('');
      for (const line of lines) write(line);
    });
  }
}

function describeFile({ file, format, container, counters, totals }: ExactInspectDocument, paint: Paint): string[] {
  const written = [
    format,
    container.formatVersion === undefined ? undefined : `format ${container.formatVersion}`,
    container.byteOrder === 'big' ? 'big-endian' : undefined,
    counters.lightning === undefined ? undefined : `Lightning ${escapeControls(counters.lightning)}`,
  ].filter((part) => part !== undefined);
  const rows: [string, string][] = [
    ['Format', written.join(', ')],
    ['Size', `${formatBytes(file.bytes)} (${file.bytes} bytes)`],
    ...(file.modified === undefined ? [] : [['Modified', file.modified] as [string, string]]),
    ...(counters.epoch === undefined ? [] : [['Epoch', String(counters.epoch)] as [string, string]]),
    ...(counters.globalStep === undefined ? [] : [['Global step', String(counters.globalStep)] as [string, string]]),
    ['Tensors', `${totals.tensors} in ${totals.storages} storages, ${formatBytes(totals.storageBytes)}`],
    ...(totals.stateDictTensors === 0
      ? []
      : [
          ['State dict', `${totals.stateDictTensors} tensors, ${totals.stateDictElements} elements`] as [
            string,
            string,
          ],
        ]),
  ];
  return [paint.bold(escapeControls(file.name)), ...indent(layOutTable(rows, ['left', 'left']))];
}

function describeTopLevel({ topLevel }: ExactInspectDocument, paint: Paint): string[] {
  const rows = topLevel.map((entry) => [
    labelOf(entry),
    escapeControls(entry.kind) + (entry.items === undefined ? '' : ` [${entry.items}]`),
    entry.summary ?? '',
  ]);
  return [paint.bold('Top level'), ...indent(layOutTable(rows, ['left', 'left', 'left']))];
}

function labelOf({ key }: TopLevelEntry): string {
  if (key === undefined) return '(root)';
  return escapeControls(typeof key === 'string' ? key : key.key);
}

function describeTensors({ tensors }: ExactInspectDocument, paint: Paint, most: number): string[] {
  if (tensors.length === 0) return [];
  const rows = tensors
    .slice(0, most)
    .map((tensor) => [
      escapeControls(tensor.name),
      escapeControls(tensor.dtype),
      `[${tensor.shape.join(', ')}]`,
      String(tensor.bytes),
      tensor.sameAs === undefined ? escapeControls(tensor.storageKey ?? '') : `= ${tensor.sameAs}`,
    ]);
  const header = ['Name', 'dtype', 'Shape', 'Bytes', 'Storage'];
  const lines = layOutTable([header, ...rows], ['left', 'left', 'left', 'right', 'right']);
  const rest = tensors.length - rows.length;
  return [
    paint.bold('Tensors'),
    ...indent(lines.map((line, index) => (index === 0 ? paint.dim(line) : line))),
    ...(rest > 0 ? indent([paint.dim(`… ${rest} more: --all lists every tensor, --json describes them`)]) : []),
  ];
}

function describeCost({ cost, file }: ExactInspectDocument): string {
  return `Nothing in the file was executed. Read ${formatBytes(cost.bytesRead)} of ${formatBytes(file.bytes)} in ${cost.reads} reads, ${cost.ms} ms.`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
