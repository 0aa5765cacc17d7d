import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import { runPickle } from './runPickle.ts';

function call(module: string, name: string, ...args: Instruction[]): string {
  const bytes = assemblePickle(['PROTO', 2], ['GLOBAL', [module, name]], 'MARK', ...args, 'TUPLE', 'REDUCE', 'STOP');
  return pythonRepr(runPickle(bytes).root, 1000);
}

const LIST: Instruction[] = ['MARK', ['BININT1', 1], ['BININT1', 1], ['BININT1', 2], 'LIST'];
const PAIRS: Instruction[] = ['MARK', 'MARK', ['BINUNICODE', 'k'], ['BININT1', 1], 'LIST', 'LIST'];
const DICT: Instruction[] = ['MARK', ['BINUNICODE', 'k'], ['BININT1', 1], 'DICT'];

describe('known calls', () => {
  it.each<[string, string, Instruction[], string]>([
    ['__builtin__', 'set', LIST, '{1, 2}'],
    ['builtins', 'frozenset', LIST, 'frozenset({1, 2})'],
    ['builtins', 'set', [], 'set()'],
    ['__builtin__', 'bytes', [], "b''"],
    ['__builtin__', 'bytearray', [], "bytearray(b'')"],
    [
      '__builtin__',
      'bytearray',
      [
        ['BINUNICODE', 'é'],
        ['BINUNICODE', 'latin-1'],
      ],
      "bytearray(b'\\xe9')",
    ],
    ['builtins', 'bytearray', [['SHORT_BINBYTES', Uint8Array.of(1)]], "bytearray(b'\\x01')"],
    [
      '_codecs',
      'encode',
      [
        ['BINUNICODE', 'é'],
        ['BINUNICODE', 'latin1'],
      ],
      "b'\\xe9'",
    ],
    [
      '_codecs',
      'encode',
      [
        ['BINUNICODE', 'é'],
        ['BINUNICODE', 'utf-8'],
      ],
      "b'\\xc3\\xa9'",
    ],
    [
      '__builtin__',
      'complex',
      [
        ['BINFLOAT', 1.5],
        ['BINFLOAT', -2],
      ],
      '(1.5-2j)',
    ],
    ['builtins', 'list', LIST, '[1, 1, 2]'],
    ['builtins', 'tuple', LIST, '(1, 1, 2)'],
    ['builtins', 'dict', PAIRS, "{'k': 1}"],
    ['collections', 'OrderedDict', [], 'collections.OrderedDict({})'],
    ['collections', 'OrderedDict', PAIRS, "collections.OrderedDict({'k': 1})"],
    ['collections', 'Counter', DICT, "collections.Counter({'k': 1})"],
    ['collections', 'defaultdict', [['GLOBAL', ['__builtin__', 'int']]], 'collections.defaultdict(builtins.int, {})'],
    [
      '__builtin__',
      'getattr',
      [
        ['GLOBAL', ['m', 'Outer']],
        ['BINUNICODE', 'Inner'],
      ],
      'm.Outer.Inner',
    ],
    ['copy_reg', '_reconstructor', [['GLOBAL', ['m', 'C']], ['GLOBAL', ['__builtin__', 'object']], 'NONE'], 'm.C()'],
    [
      'copyreg',
      '__newobj__',
      [
        ['GLOBAL', ['m', 'C']],
        ['BININT1', 1],
      ],
      'm.C(1)',
    ],
  ])('%s.%s becomes its value', (module, name, args, expected) => {
    expect(call(module, name, ...args)).toBe(expected);
  });

  it.each<[string, string, Instruction[], string]>([
    ['builtins', 'set', [['BININT1', 1]], 'builtins.set(1)'],
    ['builtins', 'set', ['EMPTY_LIST', 'TUPLE1'], 'builtins.set(([],))'],
    ['builtins', 'set', [...LIST, ...LIST], 'builtins.set([1, 1, 2], [1, 1, 2])'],
    ['builtins', 'dict', LIST, 'builtins.dict([1, 1, 2])'],
    ['builtins', 'complex', [['BINUNICODE', 'x']], "builtins.complex('x')"],
    [
      '_codecs',
      'encode',
      [
        ['BINUNICODE', '€'],
        ['BINUNICODE', 'latin1'],
      ],
      "_codecs.encode('€', 'latin1')",
    ],
    [
      '_codecs',
      'encode',
      [
        ['BINUNICODE', 'x'],
        ['BINUNICODE', 'rot13'],
      ],
      "_codecs.encode('x', 'rot13')",
    ],
    [
      'builtins',
      'getattr',
      [
        ['BINUNICODE', 'x'],
        ['BINUNICODE', 'y'],
      ],
      "builtins.getattr('x', 'y')",
    ],
    ['builtins', 'eval', [['BINUNICODE', '1']], "builtins.eval('1')"],
    ['collections', 'defaultdict', ['EMPTY_LIST'], 'collections.defaultdict([])'],
  ])('%s.%s with unusual arguments stays a call', (module, name, args, expected) => {
    expect(call(module, name, ...args)).toBe(expected);
  });

  it('fill subclasses of dict and list that protocols 0 and 1 rebuild', () => {
    const rebuild = (base: string, state: Instruction[]): unknown =>
      runPickle(
        assemblePickle(
          ['GLOBAL', ['copy_reg', '_reconstructor']],
          'MARK',
          ['GLOBAL', ['m', 'C']],
          ['GLOBAL', ['__builtin__', base]],
          ...state,
          'TUPLE',
          'REDUCE',
          'STOP',
        ),
      ).root;
    expect(rebuild('dict', DICT)).toMatchObject({ kind: 'object', args: [], keys: ['k'], values: [1] });
    expect(rebuild('list', LIST)).toMatchObject({ kind: 'object', args: [], items: [1, 1, 2] });
    expect(rebuild('int', [['BININT1', 5]])).toMatchObject({ kind: 'object', args: [5] });
  });
});
