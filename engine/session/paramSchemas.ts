import * as v from 'valibot';
import type { EngineApi } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { FIGURE_CONDITIONS, FIGURE_SORT_KEYS } from '../../shared/treeIndex.ts';
import { LIMITS } from '../limits.ts';

type ParamsOf<Method extends keyof EngineApi> = Parameters<EngineApi[Method]>[0];

/** Ids are short: a grant's random id and a path below it. */
const MAX_ID_LENGTH = 8192;
/** Files that one `peek` may name; a list asks for the rows that it shows. */
const MAX_PEEKED_FILES = 1000;
/** Characters of a search; a longer one is no search but a paste. */
const MAX_TEXT_LENGTH = 2000;
/** Characters of a value that may be copied at once. */
const MAX_VALUE_LENGTH = 64 * 2 ** 20;
/** Bins of a histogram: as many as a wide window has pixels. */
const MAX_BINS = 4096;
/** Axes of a tensor: torch's own limit is 64. */
const MAX_AXES = 1024;
/** Rows or columns of a slice's cells: more than a screen has pixels. */
const MAX_CELLS = 4096;
/** Flags of a node take a byte. */
const MAX_FLAGS = 255;
/** Ids of series are numbers that the session counts. */
const MAX_SERIES_ID = 32;
/** Elements that may be read at once, as text. */
const MAX_ELEMENTS = 10_000;

const SORT_KEYS = [
  ...(['file', 'name', 'type', 'dtype', 'shape', 'elements', 'bytes', 'storage'] as const),
  ...FIGURE_SORT_KEYS,
] as const;

const fileId = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID_LENGTH));
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT_LENGTH));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const nodes = v.instance(Uint32Array);
const ofFile = v.strictObject({ file: fileId });

const filter = v.strictObject({
  text,
  syntax: v.picklist(['text', 'glob', 'regex']),
  in: v.picklist(['names', 'names-and-values']),
  dtypes: v.pipe(v.array(text), v.maxLength(256)),
  shape: text,
  minBytes: v.pipe(v.number(), v.minValue(0)),
  maxBytes: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  flags: v.exactOptional(v.pipe(count, v.maxValue(MAX_FLAGS))),
  figures: v.exactOptional(v.pipe(v.array(v.picklist(FIGURE_CONDITIONS)), v.maxLength(FIGURE_CONDITIONS.length))),
});

/** A part of what a slice shows: where it begins and how much. */
const extent = v.strictTuple([count, count]);

const view = v.strictObject({
  expansion: v.strictObject({ base: v.picklist(['none', 'all']), toggled: nodes }),
  sort: v.strictObject({
    key: v.picklist(SORT_KEYS),
    descending: v.boolean(),
  }),
  filter: v.exactOptional(filter),
  compact: v.exactOptional(v.boolean()),
});

const slicePart = {
  rowAxis: count,
  columnAxis: count,
  index: v.pipe(v.array(count), v.maxLength(MAX_AXES)),
  rows: extent,
  columns: extent,
  maxRows: v.pipe(count, v.maxValue(MAX_CELLS)),
  maxColumns: v.pipe(count, v.maxValue(MAX_CELLS)),
};
const bins = v.pipe(count, v.minValue(1), v.maxValue(MAX_BINS));

const comparison = v.strictObject({ left: fileId, right: fileId, align: v.boolean() });
const section = v.picklist(['tensors', 'moments']);
const comparisonNode = { comparison, section, node: count };
const series = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SERIES_ID));

/**
 * What an untrusted client (a WebSocket, a page) may send with each question. The type demands a schema for every method,
 * and that what passes is what the method takes.
 */
export const paramSchemas: { readonly [Method in keyof EngineApi]: v.GenericSchema<unknown, ParamsOf<Method>> } = {
  open: ofFile,
  close: ofFile,
  checkSource: ofFile,
  treeIndex: ofFile,
  arrangeTree: v.strictObject({ file: fileId, view }),
  describeNode: v.strictObject({ file: fileId, node: count }),
  formatValue: v.strictObject({
    file: fileId,
    node: count,
    syntax: v.picklist(['json', 'yaml']),
    limit: v.pipe(count, v.maxValue(MAX_VALUE_LENGTH)),
  }),
  exportTree: v.strictObject({
    file: fileId,
    nodes: v.exactOptional(nodes),
    syntax: v.picklist(['tsv', 'csv', 'json']),
  }),
  computeStatistics: v.strictObject({ file: fileId, nodes: v.exactOptional(nodes) }),
  groupStatistics: v.strictObject({ file: fileId, nodes }),
  exactHistogram: v.strictObject({
    file: fileId,
    node: count,
    scale: v.picklist(['linear', 'log', 'symlog']),
    bins,
  }),
  readSlice: v.strictObject({
    file: fileId,
    node: count,
    ...slicePart,
  }),
  readElements: v.strictObject({
    file: fileId,
    node: count,
    start: count,
    count: v.pipe(count, v.maxValue(MAX_ELEMENTS)),
  }),
  exportTensor: v.strictObject({ file: fileId, node: count, as: v.exactOptional(v.literal('float32')) }),
  compareFiles: comparison,
  comparisonTree: v.strictObject({ comparison, section }),
  arrangeComparison: v.strictObject({ comparison, section, view }),
  describeMatch: v.strictObject(comparisonNode),
  compareHistograms: v.strictObject({ ...comparisonNode, scale: v.picklist(['linear', 'log']), bins }),
  readDifferenceSlice: v.strictObject({ ...comparisonNode, part: v.strictObject(slicePart) }),
  comparedValues: comparison,
  exportComparison: comparison,
  readSeries: v.strictObject({
    files: v.pipe(v.array(fileId), v.maxLength(LIMITS.seriesFiles)),
    remember: v.boolean(),
  }),
  seriesTree: v.strictObject({ series, section }),
  arrangeSeries: v.strictObject({ series, section, view }),
  exportSeries: v.strictObject({ series }),
  findNodes: v.strictObject({ file: fileId, text, limit: v.pipe(count, v.maxValue(1000)) }),
  listFolder: v.strictObject({ folder: fileId }),
  peek: v.strictObject({ files: v.pipe(v.array(fileId), v.maxLength(MAX_PEEKED_FILES)) }),
};

/** Whether a name is one of the questions. Inherited names (`constructor`) are none. */
export function isEngineMethod(name: string): name is keyof EngineApi {
  return Object.hasOwn(paramSchemas, name);
}

/**
 * Checks what came over an untrusted edge before it reaches the session.
 *
 * @throws InspectError `usage` for an unknown question or parameters of another shape, naming the place.
 */
export function validateCall(method: string, params: unknown): void {
  if (!isEngineMethod(method)) {
    throw new InspectError({
      code: 'usage',
      message: 'The engine knows no such question.',
      found: method.slice(0, 100),
    });
  }
  const result = v.safeParse(paramSchemas[method], params);
  if (result.success) return;
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? 'parameters';
  throw new InspectError({
    code: 'usage',
    message: `The question "${method}" came with unusable parameters: ${place}.`,
    ...(issue.expected !== null && { expected: issue.expected }),
    found: issue.received,
  });
}
