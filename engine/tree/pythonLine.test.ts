import { describe, expect, it } from 'vitest';
import type { FormatName } from '../../shared/inspectDocument.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { buildTree } from './buildTree.ts';
import { writePythonLine } from './pythonLine.ts';

const TENSOR: TensorValue = {
  kind: 'tensor',
  type: 'torch.Tensor',
  layout: 'strided',
  dtype: 'float32',
  shape: [1],
  stride: [1],
  device: 'cpu',
  requiresGrad: false,
};

function dictOf(key: PyValue, value: PyValue): PyValue {
  return { kind: 'dict', type: 'builtins.dict', keys: [key], values: [value] };
}

/** The line for the one tensor that a value holds. */
async function lineFor(root: PyValue, format: FormatName = 'torch-zip', canMap = true): Promise<string | undefined> {
  const pacer = { isDue: () => false, pause: () => Promise.resolve() };
  const { tree } = await buildTree({ root, findings: [], moments: new Set<TensorValue>() }, pacer);
  return writePythonLine(tree, tree.values.indexOf(TENSOR), { format, canMap });
}

const ZIP = "torch.load(path, map_location='cpu', weights_only=True, mmap=True)";

describe('writePythonLine', () => {
  it.each<readonly [what: string, key: PyValue, written: string]>([
    ['a name with dots', 'net.0.weight', '["net.0.weight"]'],
    ['quotes of both kinds', `it's "it"`, String.raw`["it's \"it\""]`],
    ['a newline and a tab', 'a\nb\tc', String.raw`["a\nb\tc"]`],
    ['a backslash', 'a\\b', String.raw`["a\\b"]`],
    ['what turns the direction of text', 'a\u202eb', String.raw`["a\u202eb"]`],
    ['letters beyond ASCII', 'модель', '["модель"]'],
    ['a lone surrogate', 'a\ud800', String.raw`["a\ud800"]`],
    ['a number', 7, '[7]'],
    ['a large number', 2n ** 70n, '[1180591620717411303424]'],
    ['None', null, '[None]'],
    ['a float', { kind: 'float', value: 0.5 }, '[0.5]'],
    ['bytes', { kind: 'bytes', bytes: Uint8Array.of(0, 97), mutable: false }, String.raw`[b'\x00a']`],
    ['a tuple', { kind: 'tuple', items: [1, 'a'] }, "[(1, 'a')]"],
  ])('writes a key with %s as a literal', async (_what, key, written) => {
    expect(await lineFor(dictOf('state', dictOf(key, TENSOR)))).toBe(`${ZIP}["state"]${written}`);
  });

  it('writes none for a key that is no literal', async () => {
    expect(await lineFor(dictOf({ kind: 'global', module: 'my', name: 'KEY' }, TENSOR))).toBeUndefined();
  });

  it('loads each format in its own way, and maps only what can be mapped', async () => {
    const root = dictOf('a.weight', TENSOR);
    const lines = [
      await lineFor(root, 'torch-zip', false),
      await lineFor(root, 'torch-legacy'),
      await lineFor(root, 'pickle'),
      await lineFor(root, 'safetensors'),
      await lineFor(TENSOR),
    ];
    expect(lines).toEqual([
      `torch.load(path, map_location='cpu', weights_only=True)["a.weight"]`,
      `torch.load(path, map_location='cpu', weights_only=True)["a.weight"]`,
      `pickle.load(open(path, 'rb'))["a.weight"]`,
      `safe_open(path, framework='pt').get_tensor("a.weight")`,
      ZIP,
    ]);
  });

  it('goes through the modules of TorchScript by attribute', async () => {
    const net: PyValue = {
      kind: 'object',
      callable: { kind: 'global', module: '__torch__', name: 'Net' },
      opcode: 'NEWOBJ',
      args: [],
      attrs: { names: ['0'], values: [TENSOR] },
    };
    expect(await lineFor(net, 'torchscript')).toBe(`getattr(torch.jit.load(path, map_location='cpu'), "0")`);
  });
});
