import { join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { MATCH_STATUSES, type ComparisonRef, type MatchDetail } from '../../shared/comparison.ts';
import type { EngineApi } from '../../shared/engineApi.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { KIND_CODE } from '../../engine/tree/kindCodes.ts';
import { createTestSession, openPair } from '../support/comparingSession.ts';
import { expectWithin, type Golden, GOLDEN_RUN, numberOf, PAIRS } from './differenceGoldens.ts';

interface Row {
  readonly detail: MatchDetail;
  readonly leftL2: number;
  readonly rightL2: number;
  readonly relL2: number;
  readonly maxAbs: number;
  readonly changed: number;
}

/** The rows of tensors in both sections, by their names in the files. */
async function readRows(engine: EngineApi, comparison: ComparisonRef): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for (const section of ['tensors', 'moments'] as const) {
    const { index, status, ...columns } = await engine.comparisonTree({ comparison, section });
    for (let node = 1; node < index.nodes; node++) {
      if (index.kind[node] !== KIND_CODE.tensor && index.kind[node] !== KIND_CODE.ndarray) continue;
      const detail = await engine.describeMatch({ comparison, section, node });
      expect(MATCH_STATUSES[status[node] ?? 0]).toBe(detail.status);
      const figure = (name: 'leftL2' | 'rightL2' | 'relL2' | 'maxAbs' | 'changed') => columns[name][node] ?? Number.NaN;
      const [leftL2, rightL2, relL2] = [figure('leftL2'), figure('rightL2'), figure('relL2')];
      const row = { detail, leftL2, rightL2, relL2, maxAbs: figure('maxAbs'), changed: figure('changed') };
      rows.set((detail.left ?? detail.right)?.name ?? '', row);
    }
  }
  return rows;
}

/** As in compare.test.ts, of the columns and the details of a row. */
function expectRow(row: Row | undefined, golden: Golden): void {
  expect(row?.detail.status).toBe(golden.status);
  if (row === undefined) return;
  const { figures } = row.detail;
  if (golden.changed !== undefined && golden.changed !== null) {
    expect(figures?.changed).toBe(golden.changed);
    const share = numberOf(golden.changed) / numberOf(golden.count);
    expect(row.changed).toBe(Number.isNaN(share) ? 0 : share);
  }
  if (golden.l2 === undefined) return;
  expect(figures?.newNan ?? 0).toBe(numberOf(golden.newNan ?? 0));
  expect(figures?.maxAbsAt ?? null).toEqual(golden.maxAbsAt ?? null);
  expectWithin(row.maxAbs, golden.maxAbs, 0);
  expectWithin(row.relL2, golden.relL2, 0);
  expectWithin(figures?.relL2 ?? null, golden.relL2, 0);
  expectWithin(figures?.l2 ?? null, golden.l2, 0);
  expectWithin(figures?.leftL2 ?? null, row.leftL2, 0);
  const cosine = numberOf(golden.cosine);
  if (golden.cosine !== null) expect(figures?.cosine).toBeCloseTo(cosine, 9);
}

describe('a comparison in a session', () => {
  it.each(PAIRS.pairs)('tells of $left and $right what PyTorch and numpy find', async ({ left, right, tensors }) => {
    const engine = createTestSession();
    const folder = 'test/fixtures/compare';
    const ref = await openPair(engine, join(folder, left), join(folder, right));
    const overview = await engine.compareFiles(ref);
    const rows = await readRows(engine, ref);
    expect(rows.size).toBe(tensors.length);
    for (const golden of tensors) {
      try {
        expectRow(rows.get(formatPathName(golden.path)), golden);
      } catch (error) {
        throw new Error(JSON.stringify(golden.path), { cause: error });
      }
    }
    for (const status of MATCH_STATUSES) {
      const expected = tensors.filter((golden) => golden.status === status).length;
      expect(overview.tensors[status] + overview.moments[status]).toBe(expected);
    }
    await engine.close({ file: ref.left });
    await engine.close({ file: ref.right });
  });

  it('tells of two real epochs what PyTorch and numpy find', async () => {
    const { files, last } = GOLDEN_RUN;
    const engine = createTestSession();
    const ref = await openPair(engine, `samples/run/${files.at(-2)}`, `samples/run/${files.at(-1)}`);
    const rows = await readRows(engine, ref);
    expect(rows.size).toBe(last.length);
    for (const [path, changed, l2, relL2, maxAbs] of last) {
      const row = rows.get(formatPathName(path));
      expect(row?.detail.figures).toMatchObject({ changed, maxAbs });
      expectWithin(row?.detail.figures?.l2 ?? null, l2, 0);
      expectWithin(row?.relL2 ?? null, relL2, 0);
    }
    await engine.close({ file: ref.left });
    await engine.close({ file: ref.right });
  });
});
