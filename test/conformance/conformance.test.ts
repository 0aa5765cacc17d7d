import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileSource } from '../../engine/node/fileSource.ts';
import { BlobSource } from '../../engine/web/blobSource.ts';
import { compareFile, openInMemory, type OpenSource } from './compareFile.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'conformance');
/** Another folder of files with truths beside them, such as a larger corpus. */
const MORE = process.env['EPOCHSCOPE_CORPUS'];

const SOURCES: Readonly<Record<string, OpenSource>> = {
  memory: openInMemory,
  file: (path) => openFileSource(path),
  blob: async (path) => new BlobSource(await openAsBlob(path), basename(path)),
};

describe.each(Object.entries(SOURCES))('a file of the corpus, read from %s', (_, open) => {
  const files = listFiles(FIXTURES);

  it.each(files.map((path) => [basename(path), path]))('%s holds what PyTorch finds in it', async (_name, path) => {
    const { differences } = await compareFile(path, open);
    expect(differences).toEqual([]);
  });

  it('is compared but for the few that PyTorch cannot load either', async () => {
    const skipped = (await Promise.all(files.map(async (path) => ({ path, ...(await compareFile(path, open)) }))))
      .filter((comparison) => comparison.skipped !== undefined)
      .map(({ path }) => basename(path));
    expect(files.length - skipped.length).toBeGreaterThan(200);
    expect(skipped).toEqual(EXPECTED_SKIPS);
  });
});

/** Files that neither torch nor this reader can compare: damaged on purpose, or of a protocol that torch cannot read back. */
const EXPECTED_SKIPS: readonly string[] = [
  'csr_legacy.pt',
  'csr_zip.pt',
  'proto0.pt',
  'rezip_bzip2.pt',
  'rezip_comment.pt',
  'rezip_deep_root.pt',
  'rezip_no_root.pt',
];

if (MORE !== undefined) {
  it('finds in a larger corpus what PyTorch finds in it', { timeout: 600_000 }, async () => {
    const files = listFiles(MORE);
    const differing: string[] = [];
    let skipped = 0;
    for (const path of files) {
      const comparison = await compareFile(path);
      if (comparison.skipped !== undefined) skipped += 1;
      differing.push(...comparison.differences.map((line) => `${basename(path)}: ${line}`));
    }
    process.stderr.write(`${files.length - skipped} files compared, ${skipped} skipped in ${basename(MORE)}\n`);
    expect(differing).toEqual([]);
  });
}

/** Files below a folder that have a truth beside them. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.truth.json') && basename(name) !== 'truth.json')
    .map((name) => join(folder, name.slice(0, -'.truth.json'.length)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .toSorted();
}
