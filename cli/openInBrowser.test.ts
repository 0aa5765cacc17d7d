import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInBrowser } from './openInBrowser.ts';

const URL_WITH_TOKEN = 'http://127.0.0.1:1234/#token=secret';

let folder: string;
const { PATH } = process.env;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-open-'));
});
afterEach(async () => {
  process.env['PATH'] = PATH;
  await rm(folder, { recursive: true });
});

/** What opens an address on this platform; Windows has no such program on its PATH. */
const OPENER = process.platform === 'darwin' ? 'open' : 'xdg-open';

describe.skipIf(process.platform === 'win32')('openInBrowser', () => {
  it('names a file that only this user may read on the command line, and the address in that file only', async () => {
    const log = join(folder, 'arguments');
    await writeFile(join(folder, OPENER), `#!/bin/sh\necho "$@" > ${log}.new && mv ${log}.new ${log}\n`);
    await chmod(join(folder, OPENER), 0o755);
    process.env['PATH'] = `${folder}:${PATH}`;
    const page = await openInBrowser(URL_WITH_TOKEN, expect.unreachable);
    const given = await expect
      .poll(() => readFile(log, 'utf8'))
      .toMatch(/^file:\/\/.*\n$/)
      .then(() => readFile(log, 'utf8'));
    const file = fileURLToPath(given.trim());
    expect(given).not.toContain('secret');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(URL_WITH_TOKEN);
    await page.forget();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says which program is missing where none can open a browser', async () => {
    process.env['PATH'] = folder;
    const missing = await new Promise<string>((resolve) => {
      void openInBrowser(URL_WITH_TOKEN, resolve).then((page) => page.forget());
    });
    expect(missing).toBe(OPENER);
  });
});
