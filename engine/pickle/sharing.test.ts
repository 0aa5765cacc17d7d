import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import type { PyValue } from '../values/pyValue.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import type { PickleCall } from './pickleHooks.ts';
import { runPickle } from './runPickle.ts';

function run(...instructions: Instruction[]): PyValue {
  return runPickle(assemblePickle(...instructions, 'STOP')).root;
}

function repr(...instructions: Instruction[]): string {
  return pythonRepr(run(...instructions), 1000);
}

describe('identity', () => {
  it('keeps what the memo shares as one object', () => {
    const root = run('EMPTY_LIST', 'MEMOIZE', ['BINGET', 0], 'TUPLE2');
    expect(root).toMatchObject({ kind: 'tuple' });
    if (typeof root === 'object' && root?.kind === 'tuple') expect(root.items[0]).toBe(root.items[1]);
  });

  it('lets a list hold itself', () => {
    const root = run('EMPTY_LIST', 'DUP', 'APPEND');
    if (typeof root === 'object' && root?.kind === 'list') expect(root.items[0]).toBe(root);
    else expect.unreachable();
  });

  it('makes one value of one name', () => {
    const root = run(['GLOBAL', ['m', 'C']], ['BINUNICODE', 'm'], ['BINUNICODE', 'C'], 'STACK_GLOBAL', 'TUPLE2');
    if (typeof root === 'object' && root?.kind === 'tuple') expect(root.items[0]).toBe(root.items[1]);
    else expect.unreachable();
  });

  it('fills what was shared before it was filled', () => {
    expect(repr('EMPTY_LIST', 'MEMOIZE', 'DUP', ['BININT1', 7], 'APPEND', 'TUPLE2')).toBe('([7], [7])');
  });

  it('numbers MEMOIZE by the entries written, also after a gap', () => {
    expect(repr('NONE', ['LONG_BINPUT', 4_000_000_000], 'NEWTRUE', 'MEMOIZE', ['LONG_BINGET', 1], 'TUPLE2')).toBe(
      '(True, True)',
    );
  });

  it('takes the last value of a memo entry that is written twice', () => {
    expect(repr('NONE', ['BINPUT', 1], 'NEWTRUE', ['BINPUT', 0], ['BINPUT', 1], ['BINGET', 1], 'TUPLE3')).toBe(
      '(None, True, True)',
    );
  });
});

describe('dictionary keys', () => {
  it.each<[string, Instruction[], string]>([
    ['1, 1.0 and True', [['BININT1', 1], 'NONE', ['BINFLOAT', 1], 'NEWFALSE', 'NEWTRUE', 'NEWTRUE'], '{1: True}'],
    ['0, -0.0 and False', [['BININT1', 0], 'NONE', ['BINFLOAT', -0], 'NONE', 'NEWFALSE', 'NEWTRUE'], '{0: True}'],
    [
      '2**53 + 1 and its neighbour',
      [['INT', '9007199254740993'], 'NONE', ['BINFLOAT', 2 ** 53], 'NONE'],
      '{9007199254740993: None, 9007199254740992.0: None}',
    ],
    [
      '2**60 as int and float',
      [['INT', String(2n ** 60n)], 'NONE', ['BINFLOAT', 2 ** 60], 'NEWTRUE'],
      '{1152921504606846976: True}',
    ],
    ['"1" and 1', [['BINUNICODE', '1'], 'NONE', ['BININT1', 1], 'NONE'], "{'1': None, 1: None}"],
    ['equal tuples', [['BININT1', 1], 'TUPLE1', 'NONE', 'NEWTRUE', 'TUPLE1', 'NEWTRUE'], '{(1,): True}'],
    [
      'tuples that differ within',
      [['BININT1', 1], 'TUPLE1', 'NONE', ['BINUNICODE', '1'], 'TUPLE1', 'NONE'],
      "{(1,): None, ('1',): None}",
    ],
    [
      'equal frozensets',
      [
        'MARK',
        ['BININT1', 1],
        ['BININT1', 2],
        'FROZENSET',
        'NONE',
        'MARK',
        ['BININT1', 2],
        ['BININT1', 1],
        'FROZENSET',
        'NEWTRUE',
      ],
      '{frozenset({1, 2}): True}',
    ],
    [
      'bytes and text',
      [['SHORT_BINBYTES', Uint8Array.of(0x61)], 'NONE', ['BINUNICODE', 'a'], 'NONE'],
      "{b'a': None, 'a': None}",
    ],
    ['two NaNs', [['BINFLOAT', NaN], 'NONE', ['BINFLOAT', NaN], 'NONE'], '{nan: None, nan: None}'],
    ['None and 0', ['NONE', 'NONE', ['BININT1', 0], 'NONE'], '{None: None, 0: None}'],
  ])('tells or unites %s as Python does', (_, items, expected) => {
    expect(repr('EMPTY_DICT', 'MARK', ...items, 'SETITEMS')).toBe(expected);
  });

  it('keep their first place and take the last value, in small and large dicts', () => {
    for (const count of [3, 300]) {
      const keys = Array.from({ length: count }, (_, i): Instruction => ['BINUNICODE', `k${i}`]);
      const items = keys.flatMap((key): Instruction[] => [key, 'NONE']);
      const root = run('EMPTY_DICT', 'MARK', ...items, 'SETITEMS', ['BINUNICODE', 'k1'], 'NEWTRUE', 'SETITEM');
      if (typeof root !== 'object' || root?.kind !== 'dict') throw new Error('no dict');
      expect(root.keys).toEqual(keys.map(([, name]) => name));
      expect(root.values.indexOf(true)).toBe(1);
    }
  });

  it('of an object of an unknown class may be unhashable', () => {
    expect(run(['GLOBAL', ['m', 'C']], 'EMPTY_TUPLE', 'NEWOBJ', 'EMPTY_LIST', 'NONE', 'SETITEM')).toMatchObject({
      keys: [{ kind: 'list' }],
      values: [null],
    });
  });
});

describe('state', () => {
  const made: Instruction[] = [['GLOBAL', ['m', 'C']], 'EMPTY_TUPLE', 'NEWOBJ'];
  const attribute = (name: string): Instruction[] => ['EMPTY_DICT', ['BINUNICODE', name], 'NONE', 'SETITEM'];

  it('of a dict and slots becomes attributes', () => {
    expect(run(...made, ...attribute('a'), ...attribute('s'), 'TUPLE2', 'BUILD')).toMatchObject({
      attrs: { names: ['a', 's'], values: [null, null] },
    });
  });

  it('of slots only becomes attributes', () => {
    expect(run(...made, 'NONE', ...attribute('s'), 'TUPLE2', 'BUILD')).toMatchObject({ attrs: { names: ['s'] } });
  });

  it('with keys that are no names stays a state', () => {
    expect(run(...made, 'EMPTY_DICT', ['BININT1', 1], 'NONE', 'SETITEM', 'BUILD')).toMatchObject({
      state: { kind: 'dict', keys: [1] },
    });
  });

  it('given twice is merged, later values last', () => {
    expect(
      run(...made, ...attribute('a'), 'BUILD', ...attribute('b'), 'BUILD', ...attribute('a'), 'BUILD'),
    ).toMatchObject({
      attrs: { names: ['a', 'b'], values: [null, null] },
    });
  });
});

describe('hooks', () => {
  it('resolve globals once, before calls', () => {
    const asked: string[] = [];
    const dtype: PyValue = { kind: 'torch', what: 'dtype', text: 'float32' };
    const { root } = runPickle(
      assemblePickle(['GLOBAL', ['torch', 'float32']], ['GLOBAL', ['torch', 'float32']], 'TUPLE2', 'STOP'),
      { hooks: { resolveGlobal: (module, name) => (asked.push(`${module}.${name}`), dtype) } },
    );
    expect(root).toEqual({ kind: 'tuple', items: [dtype, dtype] });
    expect(asked).toEqual(['torch.float32']);
  });

  it('see the translated names of Python 2 in old protocols only', () => {
    const written: Instruction = ['GLOBAL', ['__builtin__', 'unicode']];
    expect(run(['PROTO', 2], written)).toEqual({ kind: 'global', module: 'builtins', name: 'str' });
    expect(run(['PROTO', 3], written)).toEqual({ kind: 'global', module: '__builtin__', name: 'unicode' });
    expect(run(['GLOBAL', ['exceptions', 'KeyError']])).toEqual({
      kind: 'global',
      module: 'builtins',
      name: 'KeyError',
    });
    expect(run(['GLOBAL', ['copy_reg', '_reconstructor']])).toMatchObject({ module: 'copyreg' });
  });

  it('resolve a call with its arguments and its place, and otherwise leave it as a call', () => {
    const calls: PickleCall[] = [];
    const { root } = runPickle(assemblePickle(['GLOBAL', ['m', 'f']], 'NONE', 'TUPLE1', 'REDUCE', 'STOP'), {
      hooks: { resolveCall: (call) => void calls.push(call) },
    });
    expect(root).toMatchObject({ kind: 'object', opcode: 'REDUCE', args: [null] });
    expect(calls).toMatchObject([{ callable: { module: 'm', name: 'f' }, args: [null], opcode: 'REDUCE', offset: 7 }]);
  });

  it('resolve persistent ids', () => {
    const { root } = runPickle(assemblePickle(['BININT1', 4], 'BINPERSID', 'STOP'), {
      hooks: { resolvePersistent: (id) => (id === 4 ? 'resolved' : undefined) },
    });
    expect(root).toBe('resolved');
  });

  it('may take the state of BUILD for themselves', () => {
    const states: PyValue[] = [];
    runPickle(assemblePickle('EMPTY_LIST', ['BININT1', 9], 'BUILD', 'STOP'), {
      hooks: { resolveBuild: (_, state) => states.push(state) > 0 },
    });
    expect(states).toEqual([9]);
  });
});

describe('the end', () => {
  it('is told, and what follows is a finding', () => {
    const { end, findings } = runPickle(assemblePickle('NONE', 'STOP', 'NONE'), { entry: 'e' });
    expect(end).toBe(2);
    expect(findings).toMatchObject([{ code: 'pickle/trailing', severity: 'warning', at: { entry: 'e', offset: 2 } }]);
  });

  it('may be followed by other data where the container says so', () => {
    const stack = assemblePickle('NONE', 'STOP', 'NEWTRUE', 'STOP');
    const first = runPickle(stack, { mayContinue: true });
    const second = runPickle(stack, { start: first.end });
    expect([first.root, second.root, second.end, first.findings, second.findings]).toEqual([null, true, 4, [], []]);
  });
});

describe('text that is not UTF-8', () => {
  it('is shown with replacements, and reported', () => {
    const { root, findings } = runPickle(assemblePickle(['BINUNICODE', Uint8Array.of(0x61, 0xff)], 'STOP'));
    expect(root).toBe('a\ufffd');
    expect(findings).toMatchObject([{ code: 'pickle/string', severity: 'error', at: { offset: 5 } }]);
  });

  it('is reported once for each place, up to a limit', () => {
    const bad = Array.from({ length: 200 }, (): Instruction => ['BINUNICODE', Uint8Array.of(0xff)]);
    const { findings } = runPickle(assemblePickle('MARK', ...bad, 'LIST', 'STOP'));
    expect(findings.length).toBeLessThan(100);
    expect(findings.at(-1)?.message).toMatch(/more findings/);
  });
});
