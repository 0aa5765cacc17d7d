import type { InspectDocument } from '../../shared/inspectDocument.ts';
import { fieldOf, isFields, isList, isSame, type Json, type JsonFields, listOf, textOf } from './json.ts';
import { equalKeys, encodeSurrogates } from './truthKeys.ts';
import type { Truth } from './truth.ts';

/** Lines that are enough to see what is wrong. */
const ENOUGH = 20;

/** Compares the tree of values with PyTorch's, node by node. Returns what differs, one line each. */
export function compareValues(document: InspectDocument, truth: Truth): string[] {
  if (truth.tree === undefined || truth.tree === null || document.values === undefined) return [];
  const places = indexPlaces(document.values);
  const lines: string[] = [];
  const compare = (wanted: Json, written: Json, path: readonly Json[]): void => {
    const differs = (found: string, expected: string): void => {
      lines.push(`${JSON.stringify(path)}: ${found.slice(0, 120)}; PyTorch has ${expected.slice(0, 120)}`);
    };
    if (lines.length < ENOUGH) compareNode({ document, truth, places, compare, wanted, written, path, differs });
  };
  compare(truth.tree, document.values, []);
  return lines;
}

interface Pair {
  readonly document: InspectDocument;
  readonly truth: Truth;
  /** Our JSON by path, to follow a `$ref`. */
  readonly places: ReadonlyMap<string, Json>;
  readonly compare: (wanted: Json, written: Json, path: readonly Json[]) => void;
  readonly wanted: Json;
  readonly written: Json;
  readonly path: readonly Json[];
  readonly differs: (found: string, expected: string) => void;
}

/** PyTorch's walk names what it met by the first field of an object; plain values stand for themselves. */
function compareNode(pair: Pair): void {
  const { wanted, written, differs } = pair;
  if (!isFields(wanted)) {
    if (!isSame(wanted, written)) differs(textOf(written), textOf(wanted));
  } else if ('$cycle_to' in wanted) {
    if (!isSame(fieldOf(written, '$ref'), wanted['$cycle_to']))
      differs(textOf(written), `a cycle to ${textOf(wanted['$cycle_to'])}`);
  } else {
    const kind = Object.keys(wanted)[0] ?? '';
    const compareKind = KINDS[kind];
    if (compareKind === undefined) differs('a value', `an unknown ${kind}`);
    else compareKind({ ...pair, written: follow(pair) }, wanted);
  }
}

const KINDS: Readonly<Record<string, (pair: Pair, wanted: JsonFields) => void>> = {
  $tensor: compareTensorLink,
  $dict: compareDict,
  $list: compareSequence,
  $tuple: compareSequence,
  $deque: compareSequence,
  $set: compareSet,
  $ndarray: compareArray,
  $npscalar: (pair, wanted) => expectField(pair, '$object', `numpy.${textOf(wanted['$npscalar'])}`),
  $storage: (pair, wanted) => expectField(pair, '$storage', textOf(wanted['$storage'])),
  $torch: compareTorch,
  $object: compareAttributes,
  // PyTorch's walk gives up below 200 levels.
  $deep: () => undefined,
  int: (pair, wanted) => expectField(pair, '$int', textOf(wanted['int'])),
  float: (pair, wanted) => expectField(pair, '$float', textOf(wanted['float'])),
  str_len: ({ written, differs }, wanted) => {
    const isText = typeof written === 'string' && Array.from(written).length === wanted['str_len'];
    if (!isText || !written.startsWith(textOf(wanted['str_start']))) differs(textOf(written), 'another text');
  },
  str_escaped: ({ written, differs }, wanted) => {
    if (encodeSurrogates(textOf(written)) !== wanted['str_escaped']) differs(textOf(written), 'another text');
  },
  bytes_len: ({ written, differs }, wanted) => {
    const bytes = Buffer.from(textOf(fieldOf(written, '$bytes')), 'base64');
    const isEqual = bytes.length === wanted['bytes_len'] && bytes.subarray(0, 64).toString('hex') === wanted['hex'];
    if (!isEqual) differs(bytes.toString('hex'), textOf(wanted['hex']));
  },
};

function expectField({ written, differs }: Pair, field: string, expected: string): void {
  const found = fieldOf(written, field);
  if (found !== expected) differs(textOf(written), `${field} ${expected}`);
}

function compareTensorLink({ document, truth, written, differs }: Pair, wanted: JsonFields): void {
  if (truth.tensors_truncated === true) return;
  const ours = document.tensors[Number(fieldOf(written, '$tensor') ?? -1)];
  const theirs = truth.tensors?.[Number(wanted['$tensor'])];
  const key = theirs?.storage_key ?? ours?.storageKey;
  const isEqual = ours !== undefined && ours.dtype === theirs?.dtype && ours.storageKey === key;
  if (!isEqual) differs(ours?.name ?? 'no tensor', theirs?.name ?? 'none');
}

function compareDict(pair: Pair, wanted: JsonFields): void {
  const { written, differs, compare, path } = pair;
  const type = fieldOf(written, '$dict') ?? fieldOf(written, '$object');
  const items = listOf(fieldOf(written, 'items'));
  if (type !== wanted['$dict'] || items.length !== wanted['n']) {
    differs(`${textOf(type)} of ${items.length}`, `${textOf(wanted['$dict'])} of ${textOf(wanted['n'])}`);
    return;
  }
  for (const [position, entry] of listOf(wanted['items']).entries()) {
    const [key = null, value = null] = listOf(entry);
    const [step = null, child = null] = listOf(items[position]);
    if (equalKeys(key, step)) compare(value, child, [...path, step]);
    else differs(`the key ${textOf(step)}`, textOf(key));
  }
  compareAttributes(pair, wanted);
}

/** Lists and tuples; a deque and a namedtuple are objects with items or arguments. */
function compareSequence({ written, differs, compare, path }: Pair, wanted: JsonFields): void {
  const items = sequenceItems(written);
  if (items.length !== wanted['n']) differs(`${items.length} items`, textOf(wanted['n']));
  for (const [index, item] of listOf(wanted['items']).entries()) compare(item, items[index] ?? null, [...path, index]);
}

function sequenceItems(written: Json): readonly Json[] {
  if (fieldOf(written, '$torch') === 'Size') return textOf(fieldOf(written, 'text')).match(/\d+/gu)?.map(Number) ?? [];
  const fields = ['$list', '$tuple', 'items', 'args'].map((field) => listOf(fieldOf(written, field)));
  return fields.find((items) => items.length > 0) ?? [];
}

function compareSet({ written, differs }: Pair, wanted: JsonFields): void {
  const items = listOf(fieldOf(written, '$set'));
  const texts = items.filter((item) => typeof item === 'string').map((item) => `'${item}'`);
  const isEqual = texts.length < items.length || isSame(texts.toSorted(), wanted['items_sorted']);
  if (items.length !== wanted['n'] || !isEqual) differs(textOf(items), textOf(wanted['items_sorted']));
}

function compareArray({ document, written, differs }: Pair, wanted: JsonFields): void {
  const array = document.tensors[Number(fieldOf(written, '$ndarray') ?? -1)];
  // A masked array is built by running code: its call is shown.
  if (array === undefined && fieldOf(written, '$object') !== undefined) return;
  const found = `${array?.dtype} ${JSON.stringify(array?.shape)}`;
  const expected = `${textOf(wanted['$ndarray'])} ${JSON.stringify(wanted['shape'])}`;
  if (found !== expected) differs(found, expected);
}

function compareTorch({ written, differs }: Pair, wanted: JsonFields): void {
  const text = textOf(fieldOf(written, 'text'));
  const repr = textOf(wanted['repr']);
  if (![text, `torch.${text}`, `torch.Size(${text})`].includes(repr)) differs(text, repr);
}

/** Attributes that both have: what an `__init__` or a `__setstate__` makes of the file's is known to that code only. */
function compareAttributes({ written, compare, path }: Pair, wanted: JsonFields): void {
  const theirs = new Map(listOf(wanted['attrs']).map((entry) => [textOf(listOf(entry)[0]), listOf(entry)[1]]));
  for (const entry of listOf(fieldOf(written, 'attrs'))) {
    const [name = '', value = null] = listOf(entry);
    const expected = theirs.get(textOf(name));
    if (expected !== undefined) compare(expected, value, [...path, { attr: name }]);
  }
}

/** Our JSON behind a reference, as PyTorch's walk shows shared values again. */
function follow({ written, places }: Pair): Json {
  const reference = fieldOf(written, '$ref');
  return reference === undefined ? written : (places.get(JSON.stringify(reference)) ?? written);
}

function indexPlaces(root: Json): ReadonlyMap<string, Json> {
  const places = new Map<string, Json>();
  const waiting: (readonly [Json, readonly Json[]])[] = [[root, []]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, path] = next;
    if (!isFields(value) || '$ref' in value) continue;
    places.set(JSON.stringify(path), value);
    for (const [step, child] of childrenOf(value)) waiting.push([child, [...path, step]]);
  }
  return places;
}

function childrenOf(value: JsonFields): (readonly [Json, Json])[] {
  const isDict = '$dict' in value;
  const children: [Json, Json][] = [];
  for (const field of ['$list', '$tuple', 'args', 'items']) {
    for (const [index, item] of listOf(value[field]).entries()) {
      if (!isDict) children.push([index, item]);
      else if (isList(item)) children.push([item[0] ?? null, item[1] ?? null]);
    }
  }
  for (const attribute of listOf(value['attrs'])) {
    const [name = '', child = null] = listOf(attribute);
    children.push([{ attr: name }, child]);
  }
  return children;
}
