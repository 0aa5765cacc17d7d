import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  analyzeCheckpoint,
  CountingSource,
  createInspectDocument,
  MemorySource,
  openFile,
  writeJson,
} from '../../engine/index.ts';
import type { InspectDocument, TopLevelEntry } from '../../shared/inspectDocument.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { compareTensors } from './compareTensors.ts';
import { compareValues } from './compareValues.ts';
import type { Truth, TruthKey } from './truth.ts';

export interface FileComparison {
  /** Why there is nothing to compare; undefined where the file was compared. */
  readonly skipped?: string;
  /** What differs from PyTorch, one line each. */
  readonly differences: readonly string[];
}

/** Our names of the formats that truth.py names otherwise. */
const FORMATS: Readonly<Record<string, string>> = { 'legacy-stream': 'torch-legacy', 'legacy-tar': 'torch-tar' };

/** Inspects a file and compares the document, as it is printed, with what PyTorch says. */
export async function compareFile(path: string): Promise<FileComparison> {
  const truth = parseTruth(await readFile(`${path}.truth.json`, 'utf8'));
  if (truth.truth_error !== undefined) return { skipped: 'no truth', differences: [] };
  let document: InspectDocument;
  try {
    document = await inspectBytes(await readFile(path), basename(path));
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    if (error.code === 'format/unsupported') return { skipped: error.message, differences: [] };
    if (truth.load_error !== undefined) return { skipped: `neither opens it: ${error.code}`, differences: [] };
    return { differences: [`does not open: ${error.code} ${error.message}`] };
  }
  if (truth.load_error !== undefined) return { skipped: 'PyTorch cannot load it', differences: [] };
  return {
    differences: [
      ...compareTop(document, truth),
      ...compareTensors(document, truth),
      ...compareValues(document, truth),
    ],
  };
}

/** The document of `inspect --values --json`, parsed from its text. */
export async function inspectBytes(bytes: Uint8Array, name: string): Promise<InspectDocument> {
  const source = new CountingSource(new MemorySource(bytes, name));
  const opened = await openFile(source);
  const cost = { bytesRead: source.bytesRead, reads: source.reads, ms: 0 };
  const document = createInspectDocument(opened, analyzeCheckpoint(opened), { name, cost, values: true });
  const pieces: string[] = [];
  writeJson(document, (piece) => pieces.push(piece));
  const printed: InspectDocument = JSON.parse(pieces.join(''));
  return printed;
}

function compareTop(document: InspectDocument, truth: Truth): string[] {
  const lines: string[] = [];
  const format = FORMATS[truth.format ?? ''] ?? truth.format;
  if (document.format !== format) lines.push(`format is ${document.format}, not ${format}`);
  const ours = document.topLevel.map(({ key }) => key);
  const keys = truth.top_keys?.map((key, position) => expectKey(key, ours[position]));
  const isModule = document.format === 'torchscript';
  if (keys !== undefined && !isModule && JSON.stringify(keys) !== JSON.stringify(ours)) {
    lines.push(`top-level keys ${JSON.stringify(ours).slice(0, 300)}, not ${JSON.stringify(keys).slice(0, 300)}`);
  }
  if (truth.metadata !== undefined) {
    const metadata = document.container.metadata;
    if (JSON.stringify(sorted(metadata)) !== JSON.stringify(sorted(truth.metadata ?? undefined)))
      lines.push('other metadata');
  }
  return lines;
}

/** truth.py shortens a long text and escapes a surrogate; the tree has them in full, and is compared too. */
function expectKey(key: TruthKey, ours: TopLevelEntry['key']): TopLevelEntry['key'] {
  if (typeof key === 'string') return key;
  const isText = 'str_len' in key || 'str_escaped' in key;
  // What an enumeration calls its members is known to its code only.
  return isText || key.repr.startsWith('<') ? ours : { key: key.repr };
}

/** Python's json writes infinities as JavaScript does, which JSON does not have. */
function parseTruth(text: string): Truth {
  const truth: Truth = JSON.parse(text.replace(/: (?:-?Infinity|NaN)/gu, ': null'));
  return truth;
}

function sorted(record: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  return Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
