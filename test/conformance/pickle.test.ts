import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeOpcodes } from '../../engine/pickle/decodeOpcodes.ts';
import { runPickle } from '../../engine/pickle/runPickle.ts';
import { stringifyJson } from '../../engine/values/jsonText.ts';
import { pythonRepr } from '../../engine/values/pythonRepr.ts';
import { valuesToJson } from '../../engine/values/valuesToJson.ts';

// Written by Python with the values' own JSON beside them: see test/fixtures/pickle/generate.py.
const FIXTURES = new URL('../fixtures/pickle/', import.meta.url);
const PICKLES = readdirSync(FIXTURES).filter((name) => name.endsWith('.pkl'));

describe('pickles that Python wrote', () => {
  it.each(PICKLES)('%s holds what Python put into it', (name) => {
    const expected: unknown = JSON.parse(readText(name.replace(/\.p\d\.pkl$/, '.json')));
    const bytes = readBytes(name);
    const { root, end, findings } = runPickle(bytes);
    expect(JSON.parse(stringifyJson(valuesToJson(root, [])))).toEqual(expected);
    expect(findings).toEqual([]);
    expect(end).toBe(bytes.length);
  });

  it.each(PICKLES)('%s names its protocol', (name) => {
    const declared = Number(/p(\d)\.pkl$/.exec(name)?.[1]);
    expect(runPickle(readBytes(name)).protocol).toBe(declared < 2 ? 0 : declared);
  });

  it.each(PICKLES)('%s decodes into opcodes without a gap', (name) => {
    const bytes = readBytes(name);
    let end = 0;
    let count = 0;
    for (const opcode of decodeOpcodes(bytes)) {
      expect(opcode.offset).toBe(end);
      end = opcode.end;
      count += 1;
    }
    expect(end).toBe(bytes.length);
    expect(runPickle(bytes).opcodes).toBe(count);
  });
});

describe('repr', () => {
  const cases: readonly [pickle: string, repr: string][] = JSON.parse(readText('reprs.json'));

  it.each(cases)('of pickle %s is %j', (pickle, repr) => {
    const { root } = runPickle(Uint8Array.from(Buffer.from(pickle, 'hex')));
    expect(pythonRepr(root, 10_000)).toBe(repr);
  });
});

function readBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FIXTURES)));
}

function readText(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}
