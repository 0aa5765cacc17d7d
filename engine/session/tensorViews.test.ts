import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { rejection } from '../../test/support/rejection.ts';
import type { EngineApi } from '../../shared/engineApi.ts';
import { createFileResources } from '../node/index.ts';
import { createSession } from './createSession.ts';

const RUN = fileURLToPath(new URL('../../samples/run', import.meta.url));
const FILE = 'root/epoch=39-step=9680.ckpt';

let engine: EngineApi;
/** A matrix of the state dict, by its row in the tree. */
let node: number;

beforeEach(async () => {
  const resources = createFileResources();
  resources.grant({ file: 'root', resource: { path: RUN } });
  engine = createSession({
    resources,
    clock: () => performance.now(),
    yieldNow: () => new Promise((resolve) => void setImmediate(resolve)),
  });
  await engine.open({ file: FILE });
  const found = await engine.findNodes({ file: FILE, text: 'stem.proj.weight', limit: 1 });
  node = found[0]?.node ?? 0;
});

afterEach(() => engine.close({ file: FILE }));

describe('views of a tensor in a session', () => {
  it('agree: elements, cells, a histogram and a npy file', async () => {
    const { tensor } = await engine.describeNode({ file: FILE, node });
    const shape = (tensor?.shape ?? []).map(Number);
    const count = shape.reduce((product, size) => product * size, 1);
    const texts = await engine.readElements({ file: FILE, node, start: 0, count });
    const values = Float32Array.from(texts, Number);
    expect(texts).toHaveLength(count);

    const pieces: Uint8Array[] = [];
    const { bytes } = await engine.exportTensor({ file: FILE, node }, { onUpdate: (piece) => pieces.push(piece) });
    const file = new Uint8Array(Buffer.concat(pieces));
    expect(file).toHaveLength(bytes);
    expect(new Float32Array(file.buffer, bytes - count * 4)).toEqual(values);

    const rank = shape.length;
    const [rows = 1, columns = 1] = shape.slice(-2);
    const slice = await engine.readSlice({
      file: FILE,
      node,
      rowAxis: rank - 2,
      columnAxis: rank - 1,
      index: shape.map(() => 0),
      rows: [0, rows],
      columns: [0, columns],
      maxRows: 100,
      maxColumns: 100,
    });
    expect([...slice.cells]).toEqual([...values.subarray(0, rows * columns)]);

    const { counts, edges } = await engine.exactHistogram({ file: FILE, node, scale: 'linear', bins: 20 });
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect([edges[0], edges.at(-1)]).toEqual([Math.min(...values), Math.max(...values)]);
  });

  it('count the same after statistics have told the extremes', async () => {
    const ask = () => engine.exactHistogram({ file: FILE, node, scale: 'linear', bins: 20 });
    const before = await ask();
    await engine.computeStatistics({ file: FILE });
    expect(await ask()).toEqual(before);
  });

  it('are refused for a row that shows no tensor', async () => {
    const refused = await rejection(engine.readElements({ file: FILE, node: 0, start: 0, count: 1 }));
    expect(refused.code).toBe('usage');
  });
});
