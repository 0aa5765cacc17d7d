import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareCheckpoints } from '../../engine/compare/compareCheckpoints.ts';
import { createLocalStrandPool } from '../../engine/compare/strandPool.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import { createDifferenceKernel } from '../../engine/kernels/differenceKernel.ts';
import { openFileSource } from '../../engine/node/fileSource.ts';
import { createDiffDocument, type DiffDocument, type DiffEntry } from '../../engine/report/diffDocument.ts';
import { expectWithin, FIXTURES, type Golden, GOLDEN_RUN, numberOf, PAIRS, RUN } from './differenceGoldens.ts';

interface Options {
  readonly align?: boolean;
  readonly trustCrc?: boolean;
}

async function diffFiles(
  left: string,
  right: string,
  { align = false, trustCrc = false }: Options = {},
): Promise<DiffDocument> {
  const files = [await openFileSource(left), await openFileSource(right)];
  try {
    const [before, after] = await Promise.all(files.map((file) => openFile(file)));
    if (before === undefined || after === undefined) throw new Error('two files');
    const isSelected = () => true;
    const kernel = createDifferenceKernel();
    const pool = createLocalStrandPool(files, kernel);
    const comparison = await compareCheckpoints({
      left: before,
      right: after,
      isSelected,
      align,
      trustCrc,
      pool,
      kernel,
    });
    return createDiffDocument(comparison, {
      names: [basename(left), basename(right)],
      isSelected,
      tolerance: 0,
      align,
      cost: { ...comparison.cost, ms: 0 },
    });
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** The bounds of the contract: 1e-9 relative; the mean also 1e-12 of the largest change. */
function expectFigures(entry: DiffEntry | undefined, golden: Golden): void {
  expect(entry).toMatchObject({
    status: golden.status,
    changed: golden.changed ?? null,
    maxAbsAt: golden.maxAbsAt ?? null,
  });
  if (entry === undefined || golden.l2 === undefined) return;
  expect(numberOf(entry.newNan ?? 0)).toBe(numberOf(golden.newNan ?? 0));
  // A distance of complex numbers is rounded more than once.
  if (golden.meanDelta === null) expectWithin(entry.maxAbs, golden.maxAbs, 0);
  else expect(entry.maxAbs).toBe(golden.maxAbs);
  for (const name of ['l2', 'relL2'] as const) expectWithin(entry[name], golden[name], 0);
  if (golden.meanDelta !== null) expectWithin(entry.meanDelta, golden.meanDelta, 1e-12 * numberOf(golden.maxAbs));
  expect(entry.cosine === null).toBe(golden.cosine === null);
  if (entry.cosine !== null) expect(Math.abs(numberOf(entry.cosine) - numberOf(golden.cosine))).toBeLessThan(1e-9);
}

function byPath(document: DiffDocument): ReadonlyMap<string, DiffEntry> {
  return new Map(document.tensors.map((entry) => [JSON.stringify(entry.path), entry]));
}

describe('diff', () => {
  it.each(PAIRS.pairs)('finds in $left and $right what PyTorch and numpy find', async ({ left, right, tensors }) => {
    const document = await diffFiles(join(FIXTURES, left), join(FIXTURES, right));
    const entries = byPath(document);
    expect(document.tensors.map(({ path }) => path)).toEqual(tensors.map(({ path }) => path));
    for (const golden of tensors) {
      try {
        expectFigures(entries.get(JSON.stringify(golden.path)), golden);
      } catch (error) {
        throw new Error(`${dirname(left)} ${JSON.stringify(golden.path)}`, { cause: error });
      }
    }
  });

  it('finds in two real epochs what PyTorch and numpy find', async () => {
    const { files, last } = GOLDEN_RUN;
    const [left = '', right = ''] = files.slice(-2);
    const document = await diffFiles(join(RUN, left), join(RUN, right));
    const entries = byPath(document);
    expect(document.totals).toMatchObject({ tensors: last.length, added: 0, removed: 0, values: 28 });
    for (const [path, changed, l2, relL2, maxAbs, meanDelta, cosine] of last) {
      const entry = entries.get(JSON.stringify(path));
      expect(entry).toMatchObject({ changed, maxAbs });
      expectWithin(entry?.l2 ?? null, l2, 0);
      expectWithin(entry?.relL2 ?? null, relL2, 0);
      expectWithin(entry?.meanDelta ?? null, meanDelta, 1e-12 * numberOf(maxAbs));
      if (cosine !== null) expect(numberOf(entry?.cosine)).toBeCloseTo(numberOf(cosine), 9);
    }
    expect(document.values.find(({ name }) => name === 'epoch')).toMatchObject({ before: 38, after: 39 });
  });
});

describe('diff --align', () => {
  const align = (name: string) =>
    diffFiles(join(FIXTURES, 'align_plain.pt'), join(FIXTURES, `align_${name}.pt`), { align: true });

  it.each(['ddp', 'compiled'])('sees through the prefixes and the root of a %s checkpoint', async (name) => {
    const document = await align(name);
    expect(document).toMatchObject({
      same: true,
      totals: { identical: 9, renamed: 0, added: 0, removed: 0, values: 0 },
    });
    expect(document.tensors.every(({ alignedBy, certainty }) => alignedBy === 'prefix' && certainty === 1)).toBe(true);
  });

  it('proposes renames by content and by name, and says how sure it is', async () => {
    const document = await align('renamed');
    const partners = new Map(document.tensors.map((entry) => [entry.name, entry]));
    expect(document.totals).toMatchObject({ identical: 7, renamed: 2, added: 0, removed: 0 });
    expect(partners.get('state_dict.encoder.0.weight')).toMatchObject({
      status: 'identical',
      alignedBy: 'prefix',
      after: { name: 'state_dict.backbone.0.weight' },
    });
    expect(partners.get('state_dict.encoder.2.weight')).toMatchObject({
      status: 'renamed',
      alignedBy: 'content',
      certainty: 1,
      changed: 0,
      after: { name: 'state_dict.backbone.head.weight' },
    });
    const byName = partners.get('state_dict.encoder.2.bias');
    expect(byName).toMatchObject({ status: 'renamed', alignedBy: 'name', changed: 2 });
    expect(byName?.certainty).toBeLessThan(1);
  });

  it('is hinted at where paths alone pair nothing', async () => {
    const document = await diffFiles(join(FIXTURES, 'align_plain.pt'), join(FIXTURES, 'align_ddp.pt'));
    expect(document.totals).toMatchObject({ added: 9, removed: 9 });
    expect(document.findings).toContainEqual(expect.objectContaining({ code: 'tensor/unaligned' }));
  });
});

describe('diff of identical storages', () => {
  it('verifies bytes, or trusts checksums without reading them', async () => {
    const file = join(RUN, 'epoch=38-step=9438.ckpt');
    const verified = await diffFiles(file, file);
    const trusted = await diffFiles(file, file, { trustCrc: true });
    expect(verified).toMatchObject({ same: true, totals: { identical: 2970 } });
    expect(trusted).toMatchObject({ same: true, totals: { identical: 2970 }, cost: { bytesRead: 0 } });
    expect(verified.cost.bytesRead).toBeGreaterThan(2e6);
  });
});

describe('findings of diff', () => {
  it('report elements that became NaN, and types that were compared by value', async () => {
    const views = await diffFiles(join(FIXTURES, 'views_a.pt'), join(FIXTURES, 'views_b.pt'));
    expect(views.findings).toContainEqual(
      expect.objectContaining({ code: 'tensor/new-nan', severity: 'error', at: { path: ['state_dict', 'nan.new'] } }),
    );
    const types = await diffFiles(join(FIXTURES, 'types_a.pt'), join(FIXTURES, 'types_b.pt'));
    expect(types.findings.map(({ code }) => code)).toEqual(['tensor/retyped']);
    expect(types.tensors.filter(({ byValue }) => byValue).length).toBe(4);
  });
});
