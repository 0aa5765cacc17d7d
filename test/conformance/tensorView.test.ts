import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../shared/inspectError.ts';
import { compareElements, type ElementTruth } from './compareElements.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');
/** Another folder of files with truths beside them, such as a larger corpus. */
const MORE = process.env['EPOCHSCOPE_CORPUS'];

// Gathered by test/fixtures/tensorView/collectElements.py from what PyTorch wrote.
const ELEMENTS: { readonly [file: string]: readonly ElementTruth[] } = JSON.parse(
  readFileSync(join(FIXTURES, 'tensorView', 'elements.json'), 'utf8'),
);

describe('elements, slices and npy files', () => {
  it.each(Object.entries(ELEMENTS))('of %s hold what PyTorch holds', async (file, truths) => {
    expect(await compareElements(join(FIXTURES, 'conformance', 'copied', file), truths)).toEqual([]);
  });
});

if (MORE !== undefined) {
  it('hold in a larger corpus what PyTorch holds', { timeout: 600_000 }, async () => {
    const differing: string[] = [];
    for (const path of listFiles(MORE)) {
      const lines = await compareElements(path, readTruths(path)).catch((error: unknown) => {
        if (error instanceof InspectError && error.code === 'format/unsupported') return [];
        return [String(error)];
      });
      differing.push(...lines.map((line) => `${basename(path)}: ${line}`));
    }
    expect(differing).toEqual([]);
  });
}

interface CorpusTensor {
  readonly path: ElementTruth['path'];
  readonly first?: ElementTruth['first'];
  readonly sha256_logical?: string;
}

function readTruths(path: string): readonly ElementTruth[] {
  const text = readFileSync(`${path}.truth.json`, 'utf8').replace(/: (?:-?Infinity|NaN)/gu, ': null');
  const { tensors = [] }: { readonly tensors?: readonly CorpusTensor[] } = JSON.parse(text);
  return tensors
    .filter(({ first }) => first !== undefined)
    .map(({ path: steps, first, sha256_logical: sha256 }) => ({
      path: steps,
      first: first ?? null,
      ...(sha256 && { sha256 }),
    }));
}

/** Files below a folder that have a truth beside them with the elements of tensors. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.truth.json'))
    .map((name) => join(folder, name.slice(0, -'.truth.json'.length)))
    .filter((path) => existsSync(path) && readTruths(path).length > 0)
    .toSorted();
}
