import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { openFile } from '../../engine/formats/openFile.ts';
import type { OpenedFile } from '../../engine/formats/openedFile.ts';
import { listTensors } from '../../engine/report/listTensors.ts';
import { openElements } from '../../engine/tensorView/elements.ts';
import { exportNpy } from '../../engine/tensorView/exportNpy.ts';
import { swapBytes } from '../../engine/tensorView/numbers.ts';
import { readElements } from '../../engine/tensorView/readElements.ts';
import { readSlice } from '../../engine/tensorView/readSlice.ts';
import { readView } from '../../engine/tensorView/readView.ts';
import type { NdarrayValue, TensorValue } from '../../engine/values/tensorValue.ts';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { InspectError } from '../../shared/inspectError.ts';

/** What PyTorch says about the elements of one tensor. */
export interface ElementTruth {
  readonly path: readonly PathStep[];
  /**
   * The first elements in C order: floats as numbers (`nan`, `inf` and `-0` as text), integers as text, complex as Python
   * prints it.
   */
  readonly first?: readonly (number | string | boolean)[] | null;
  /** SHA-256 of all elements in C order, little-endian. */
  readonly sha256?: string;
}

/**
 * Compares the elements of a file's tensors, read in every way that there is, with what PyTorch says; one line for each
 * difference.
 */
export async function compareElements(path: string, truths: readonly ElementTruth[]): Promise<readonly string[]> {
  const opened = await openFile(new MemorySource(await readFile(path), basename(path)));
  const places = listTensors(opened.root).places;
  const byPath = new Map(places.map((place) => [JSON.stringify(place.path), place.value]));
  const byName = new Map(places.map((place) => [formatPathName(place.path), place.value]));
  const lines: string[] = [];
  for (const truth of truths) {
    const name = formatPathName(truth.path);
    const value = byPath.get(JSON.stringify(truth.path)) ?? byName.get(name);
    if (value === undefined) lines.push(`${name}: not listed`);
    else lines.push(...(await compareTensor(opened, value, truth)).map((line) => `${name}: ${line}`));
  }
  return lines;
}

async function compareTensor(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  { first, sha256 }: ElementTruth,
): Promise<string[]> {
  const lines: string[] = [];
  if (first) {
    const texts = await readElements(opened, value, { start: 0, count: first.length });
    const expected = first.map(String);
    if (!texts.every((text, i) => isSameElement(text, first[i], value.dtype)) || texts.length !== first.length) {
      lines.push(`elements are ${texts.join(' ')}, not ${expected.join(' ')}`);
    }
    lines.push(...(await compareCells(opened, value, first)));
  }
  if (sha256 !== undefined) {
    const hashes = await hashElements(opened, value);
    if (hashes.some((found) => found !== sha256)) lines.push('elements in C order have another hash');
  }
  return lines;
}

/** How far the shortest decimal may be from its float: half a step of the type, relative, and absolute among subnormals. */
const HALF_STEPS: readonly (readonly [dtype: RegExp, relative: number, absolute: number])[] = [
  [/^float64$/u, 0, 0],
  [/^float16$/u, 2 ** -11, 2 ** -25],
  [/^bfloat16$/u, 2 ** -8, 2 ** -134],
  [/^float8_e4/u, 2 ** -4, 2 ** -10],
  [/^float8_e5/u, 2 ** -3, 2 ** -17],
  [/^float8_e8/u, 2 ** -1, 0],
];

function isSameElement(text: string, expected: number | string | boolean | undefined, dtype: string): boolean {
  if (typeof expected === 'boolean') return text === (expected ? 'True' : 'False');
  if (typeof expected === 'string')
    return /j/u.test(expected) ? isSameComplex(text, expected) : text === fullText(expected);
  if (expected === undefined) return false;
  const read = Number(text);
  const [, relative, absolute] = HALF_STEPS.find(([type]) => type.test(dtype)) ?? [];
  if (relative === undefined || absolute === undefined) return Math.fround(read) === expected;
  return Math.abs(read - expected) <= relative * Math.abs(expected) + absolute;
}

function fullText(text: string): string {
  return text === '-0' ? '-0.0' : text;
}

function isSameComplex(text: string, expected: string): boolean {
  const parts = (one: string) =>
    [...one.matchAll(/[+-]?(?:nan|inf|[\d.]+(?:e[+-]?\d+)?)/gu)].map(([part]) =>
      Number(part.replace('inf', 'Infinity')),
    );
  const ours = parts(text);
  const theirs = parts(expected);
  return (
    ours.length === theirs.length &&
    ours.every(
      (part, i) => Object.is(part, theirs[i]) || Math.abs(part - (theirs[i] ?? 0)) <= 2 ** -11 * Math.abs(part),
    )
  );
}

/** The cells of a slice at full size are the elements themselves. */
async function compareCells(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  first: readonly (number | string | boolean)[],
): Promise<string[]> {
  const { view } = await openElements(opened, value);
  const rank = view.dims.length;
  const [rowAxis, columnAxis] = rank < 2 ? [0, 0] : [rank - 2, rank - 1];
  const part = { rowAxis, columnAxis, index: view.dims.map(() => 0) };
  const size = { rows: [0, 6], columns: [0, 6], maxRows: 6, maxColumns: 6 } as const;
  const { cells, columns } = await readSlice(opened, value, { ...part, ...size });
  const lines: string[] = [];
  for (const [i, expected] of first.slice(0, columns).entries()) {
    if (typeof expected === 'string' && expected.includes('j')) continue;
    const wanted = expected === 'inf' ? Infinity : expected === '-inf' ? -Infinity : Number(expected);
    const cell = cells[i] ?? 0;
    if (!Object.is(cell + 0, wanted + 0)) lines.push(`cell ${i} is ${cell}, not ${wanted}`);
  }
  return lines;
}

async function hashElements(opened: OpenedFile, value: TensorValue | NdarrayValue): Promise<string[]> {
  const elements = await openElements(opened, value);
  const { swapped, bits, dtype, negated, conjugated } = elements;
  const width = dtype.startsWith('complex') ? bits / 16 : bits / 8;
  const toLittle = (bytes: Uint8Array) => (swapped && width > 1 ? swapBytes(bytes, width) : bytes);
  const hashes: string[] = [];
  if (!negated && !conjugated && bits >= 8) hashes.push(hash([toLittle(await readView(elements, elements.view))]));
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of (await exportNpy(opened, value)).pieces) pieces.push(piece);
    hashes.push(hash(pieces.slice(1).map(toLittle)));
  } catch (error) {
    // numpy has no such type.
    if (!(error instanceof InspectError) || error.code !== 'usage') throw error;
  }
  return hashes;
}

function hash(pieces: readonly Uint8Array[]): string {
  const sum = createHash('sha256');
  for (const piece of pieces) sum.update(piece);
  return sum.digest('hex');
}
