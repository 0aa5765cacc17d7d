import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDebugged, type DebuggedApp } from '../support/debuggedApp.ts';
import { LAST, LAST_NAME, ROOT } from '../support/sampleFiles.ts';
import { test as base, expect } from '../support/test.ts';
import { unprivilegedPrefix } from '../support/unprivileged.ts';
import { expectOverview } from '../support/views.ts';

/** Starts the desktop shell as an ordinary user, without --no-sandbox. */
const test = base.extend<{ readonly startSandboxed: (path: string) => Promise<DebuggedApp> }>({
  startSandboxed: async ({ display, scratch }, provide) => {
    const running: DebuggedApp[] = [];
    const prefix = unprivilegedPrefix();
    base.skip(prefix === undefined, 'this kernel lets root make no user namespace');
    const electron = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron');
    await provide(async (path) => {
      const command = [...(prefix ?? []), electron, ROOT, path, `--user-data-dir=${join(scratch, 'user-data')}`];
      const env = { ...process.env, HOME: scratch, EPOCHSCOPE_ANNOUNCE: '1', ...(display && { DISPLAY: display }) };
      const app = await startDebugged(command, env);
      running.push(app);
      return app;
    });
    await Promise.all(running.map((app) => app.stop()));
  },
});

test('preload and engine work with the sandbox on', async ({ startSandboxed }) => {
  const { page } = await startSandboxed(LAST);
  await expectOverview(page, LAST_NAME);
});

test('whoever started the window is told that it is shown', async ({ startSandboxed }) => {
  const { output } = await startSandboxed(LAST);
  await expect.poll(() => output).toContain('epochscope:window-shown');
});

test('a file that may not be read says so', async ({ startSandboxed, scratch }) => {
  const file = join(scratch, 'private.ckpt');
  copyFileSync(LAST, file);
  chmodSync(file, 0);
  const { page } = await startSandboxed(file);
  await expect(page.getByRole('alert')).toContainText('source/no-permission');
});
