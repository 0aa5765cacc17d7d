import { describe, expect, it } from 'vitest';
import { formatPathName } from '../../shared/pathStep.ts';
import type { PyDict, PyList, PyValue, TensorValue } from '../values/pyValue.ts';
import { listTensors } from './listTensors.ts';

function tensor(): TensorValue {
  return {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype: 'float32',
    shape: [2],
    stride: [1],
    device: 'cpu',
    requiresGrad: false,
  };
}

function dict(fields: Readonly<Record<string, PyValue>>): PyDict {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(fields), values: Object.values(fields) };
}

function list(...items: readonly PyValue[]): PyList {
  return { kind: 'list', type: 'builtins.list', items };
}

function rows(root: PyValue): string[] {
  return listTensors(root).places.map(
    ({ path, sameAs }) => formatPathName(path) + (sameAs === undefined ? '' : ` = ${sameAs}`),
  );
}

describe('listTensors', () => {
  it('lists a tensor that is the root by the empty path', () => {
    expect(listTensors(tensor()).places).toMatchObject([{ path: [], sameAs: undefined }]);
  });

  it('lists a shared tensor at each of its places', () => {
    const shared = tensor();
    expect(rows(dict({ a: shared, b: tensor(), c: list(shared) }))).toEqual(['a', 'b', 'c.0 = 0']);
  });

  it('lists what a shared container holds below each of its places', () => {
    const shared = dict({ w: tensor(), b: tensor() });
    expect(rows(dict({ x: shared, y: shared }))).toEqual(['x.w', 'x.b', 'y.w = 0', 'y.b = 1']);
  });

  it('follows no cycle', () => {
    const items: PyValue[] = [tensor()];
    const cycle = list();
    Object.assign(cycle, { items });
    items.push(cycle, dict({ back: cycle, w: tensor() }));
    expect(rows(cycle)).toEqual(['0', '2.w']);
  });

  it('lists what hangs on a tensor', () => {
    const parameter: TensorValue = { ...tensor(), attrs: { names: ['extra'], values: [tensor()] } };
    expect(listTensors(dict({ p: parameter })).places.map(({ path }) => path)).toEqual([
      ['p'],
      ['p', { attr: 'extra' }],
    ]);
  });

  it('lists first places only where sharing has more paths than anybody wants, and says so', () => {
    let root: PyValue = dict({ w: tensor() });
    for (let level = 0; level < 40; level += 1) root = list(root, root);
    const { places, findings } = listTensors(root);
    expect(places).toHaveLength(1);
    expect(findings).toMatchObject([
      { code: 'pickle/expansion', found: expect.stringMatching(/places, 1 of them listed/) },
    ]);
  });

  it('walks nesting of any depth', () => {
    let root: PyValue = tensor();
    for (let level = 0; level < 100_000; level += 1) root = list(root);
    expect(listTensors(root).places[0]?.path).toHaveLength(100_000);
  });
});
