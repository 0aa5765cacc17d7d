import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import type { OpenedFile } from '../../engine/formats/openedFile.ts';
import { listTensors } from '../../engine/report/listTensors.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { formatPathName } from '../../shared/pathStep.ts';

const FIXTURES = new URL('../fixtures/damage/', import.meta.url);

/** A damaged file: the error's code, or the codes of its findings, the first of them at `path`. */
interface DamagedFile {
  readonly file: string;
  readonly what: string;
  readonly as: 'error' | 'finding' | 'opens';
  readonly codes?: readonly string[];
  readonly path?: readonly string[];
  /** False where nothing in the file is sound. */
  readonly sound?: boolean;
}

const CASES: readonly DamagedFile[] = JSON.parse(readFileSync(new URL('torch.json', FIXTURES), 'utf8'));

async function open(file: string): Promise<OpenedFile> {
  return openFile(new MemorySource(new Uint8Array(readFileSync(new URL(`torch/${file}`, FIXTURES))), file));
}

describe.each(CASES)('$file ($what)', ({ file, as, codes = [], path, sound: hasSound = true }) => {
  if (as === 'error') {
    it(`is refused with ${codes[0]}, saying what was found`, async () => {
      const error = await open(file).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(InspectError);
      expect(error).toMatchObject({
        code: codes[0],
        expected: expect.stringMatching(/./),
        found: expect.stringMatching(/./),
        advice: expect.stringMatching(/./),
      });
    });
    return;
  }

  it(as === 'finding' ? `opens and reports ${codes.join(', ')}` : 'opens without a finding', async () => {
    const { findings } = await open(file);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    if (path !== undefined) expect(findings[0]?.at?.path).toEqual(path);
  });

  it('still shows the tensors that are sound', async () => {
    const { root, findings } = await open(file);
    const damaged = findings.map(({ at }) => formatPathName(at?.path ?? []));
    const sound = listTensors(root).places.filter((place) => !damaged.includes(formatPathName(place.path)));
    expect(sound.length > 0).toBe(hasSound);
    for (const { value } of sound) {
      if (value.kind === 'tensor') expect(value.storage?.extent).toBeDefined();
    }
  });
});

it('covers every file of its folder', () => {
  const files = readdirSync(new URL('torch/', FIXTURES));
  expect(CASES.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
});
