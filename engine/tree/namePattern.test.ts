import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../shared/inspectError.ts';
import type { ByteAutomaton } from './byteAutomaton.ts';
import { compileRegex } from './compileRegex.ts';
import { compileGlob, compileText } from './namePattern.ts';

const encoder = new TextEncoder();

function matches(automaton: ByteAutomaton, text: string): boolean {
  const bytes = encoder.encode(text.toLowerCase());
  return automaton.accepts(automaton.run(automaton.start, bytes, 0, bytes.length));
}

function errorOf(compile: () => unknown): InspectError {
  try {
    compile();
  } catch (error) {
    if (error instanceof InspectError) return error;
    throw error;
  }
  throw new Error('an error was expected');
}

describe('compileText', () => {
  it('finds what includes() finds, whatever the characters', () => {
    const text = fc.stringMatching(/^[aAbéΩ.€]{0,6}$/u);
    fc.assert(
      fc.property(text, text, (needle, name) => {
        expect(matches(compileText(needle), name)).toBe(name.toLowerCase().includes(needle.toLowerCase()));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('compileGlob', () => {
  const cases: readonly (readonly [glob: string, matching: readonly string[], others: readonly string[]])[] = [
    ['weight', ['weight', 'fc.weight', 'a.b.weight'], ['fc.weight.x', 'myweight']],
    ['*.qkv.weight', ['layers.0.attn.qkv.weight', 'attn.qkv.weight'], ['qkv.weight', 'attn.qkv.bias']],
    ['layers.*.weight', ['a.layers.0.weight'], ['layers.0.fc.weight', 'layers.weight']],
    ['layers.**.weight', ['layers.0.fc.weight', 'x.layers.0.weight'], ['layers.weight']],
    ['layers.[0-2]', ['layers.0', 'layers.2'], ['layers.3', 'layers.10']],
    ['layers.[!0-2]', ['layers.3', 'layers.é'], ['layers.1', 'layers..']],
    ['fc?.{weight,bias}', ['fc1.weight', 'fcé.bias'], ['fc.weight', 'fc1.running_mean']],
    ['a\\*b', ['a*b'], ['axb']],
    ['[]]', [']'], ['[']],
  ];
  for (const [glob, matching, others] of cases) {
    it(`reads ${glob}`, () => {
      const automaton = compileGlob(glob, 'name');
      for (const name of matching) expect([name, matches(automaton, name)]).toEqual([name, true]);
      for (const name of others) expect([name, matches(automaton, name)]).toEqual([name, false]);
    });
  }

  it('lets a star cross dots in a value, which must match as a whole', () => {
    expect(matches(compileGlob('2.*', 'value'), '2.6.6')).toBe(true);
    expect(matches(compileGlob('6.6', 'value'), '2.6.6')).toBe(false);
  });

  it('says where a bracket or a brace is not closed', () => {
    expect(errorOf(() => compileGlob('layers.[0', 'name')).message).toContain('at character 8');
    expect(errorOf(() => compileGlob('fc.{weight,bias', 'name')).message).toContain('at character 4');
    expect(errorOf(() => compileGlob('[z-a]', 'name')).code).toBe('usage');
  });

  it('refuses a pattern whose possibilities would fill the memory', () => {
    const automaton = compileGlob(`*a${'?'.repeat(30)}`, 'name');
    const error = errorOf(() => {
      for (let seed = 0; seed < 1 << 16; seed++)
        matches(automaton, seed.toString(2).replaceAll('1', 'a').padStart(40, 'b'));
    });
    expect(error.message).toContain('too many possibilities');
  });
});

describe('compileRegex', () => {
  const faults: readonly (readonly [pattern: string, character: number])[] = [
    ['layers.(0', 8],
    ['layers)', 7],
    ['[0-9', 1],
    ['a**', 3],
    ['(a)(?:b', 4],
    ['[z-a]', 4],
    ['abc\\', 4],
  ];
  for (const [pattern, character] of faults) {
    it(`points at character ${character} of ${pattern}`, () => {
      const error = errorOf(() => compileRegex(pattern));
      expect(error.code).toBe('usage');
      expect(error.message).toContain(`at character ${character}.`);
    });
  }
});
