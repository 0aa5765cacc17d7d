import { readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type PickleResult, runPickle } from '../../engine/pickle/runPickle.ts';
import { stringifyJson } from '../../engine/values/jsonText.ts';
import { valuesToJson } from '../../engine/values/valuesToJson.ts';
import { InspectError } from '../../shared/inspectError.ts';

const FIXTURES = new URL('../fixtures/damage/', import.meta.url);

/** A file with a damaged or hostile pickle: whether that is an error, a finding, or opens as if nothing were. */
type DamagedPickle = { readonly file: string; readonly what: string } & (
  { readonly as: 'error' | 'finding'; readonly code: string } | { readonly as: 'opens' }
);

const CASES: readonly DamagedPickle[] = JSON.parse(readFileSync(new URL('pickle.json', FIXTURES), 'utf8'));

function run(file: string): PickleResult {
  const archive = new Uint8Array(readFileSync(new URL(`pickle/${file}`, FIXTURES)));
  const [pickle] = Object.values(unzipSync(archive, { filter: ({ name }) => name.endsWith('/data.pkl') }));
  if (pickle === undefined) throw new Error(`${file} holds no data.pkl`);
  return runPickle(pickle, { entry: 'archive/data.pkl' });
}

describe.each(CASES)('$file ($what)', (damaged) => {
  if (damaged.as === 'error') {
    it(`is refused with ${damaged.code}, saying where`, () => {
      expect(() => run(damaged.file)).toThrow(InspectError);
      expect(() => run(damaged.file)).toThrow(
        expect.objectContaining({
          code: damaged.code,
          at: { entry: 'archive/data.pkl', offset: expect.any(Number) },
          expected: expect.stringMatching(/./),
          found: expect.stringMatching(/./),
          advice: expect.stringMatching(/\.$/),
        }),
      );
    });
    return;
  }

  it(damaged.as === 'finding' ? `opens and reports ${damaged.code}` : 'opens without a finding', () => {
    const { root, findings } = run(damaged.file);
    expect(findings.map((finding) => finding.code)).toEqual(damaged.as === 'finding' ? [damaged.code] : []);
    expect(stringifyJson(valuesToJson(root, [])).length).toBeLessThan(100_000);
  });
});

it('covers every file of its folder', () => {
  const files = readdirSync(new URL('pickle/', FIXTURES));
  expect(CASES.map(({ file }) => file).sort()).toEqual(files.sort());
});
