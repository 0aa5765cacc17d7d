import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LAST, LAST_NAME, ROOT } from '../support/sampleFiles.ts';
import { expect, test } from '../support/test.ts';
import { expectOverview } from '../support/views.ts';

test('npm start without a display says so in one line and serves the same page', async ({ chromium }) => {
  test.skip(process.platform !== 'linux', 'only Linux has sessions without a display');
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'build', 'start.mjs'), LAST], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const address = await new Promise<string>((found) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http://')) found(line);
    });
  });
  expect(said.filter((line) => line.startsWith('No desktop window: there is no display'))).toHaveLength(1);
  const page = await (await chromium()).newPage();
  await page.goto(address);
  await expectOverview(page, LAST_NAME);
  await page.close();
  child.kill('SIGTERM');
  await ended;
});
