import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, startDesktop, type DesktopShell } from '../support/desktopShell.ts';
import { LAST, LAST_NAME, ROOT } from '../support/sampleFiles.ts';
import { test as base, expect } from '../support/test.ts';
import { expectOverview, expectRun } from '../support/views.ts';

/** Starts the desktop shell with its main process at hand; every start of a test remembers the same things. */
const test = base.extend<{ readonly startWindow: (paths?: readonly string[]) => Promise<DesktopShell> }>({
  startWindow: async ({ display, scratch }, provide) => {
    const running: DesktopShell[] = [];
    await provide(async (paths = []) => {
      const shell = await startDesktop({ paths, folder: scratch }, display);
      running.push(shell);
      await shell.page.getByRole('main').waitFor();
      return shell;
    });
    await Promise.all(running.map((shell) => shell.close()));
  },
});

/** Clicks an item of the native menu. */
async function clickMenu({ electron }: DesktopShell, menu: string, label: string): Promise<void> {
  await electron.evaluate(
    ({ Menu }, names) => {
      const top = Menu.getApplicationMenu()?.items.find((item) => item.label === names.menu);
      const item = top?.submenu?.items
        .flatMap((entry) => [entry, ...(entry.submenu?.items ?? [])])
        .find((entry) => entry.label.startsWith(names.label));
      if (item === undefined) throw new Error(`the menu ${names.menu} has no ${names.label}`);
      item.click();
    },
    { menu, label },
  );
}

test('a second start hands its file to the first window and ends', async ({ startWindow, display, scratch }) => {
  const { electron, page } = await startWindow();
  const args = [ROOT, LAST_NAME, '--no-sandbox', `--user-data-dir=${join(scratch, 'user-data')}`];
  const binary = electron.process().spawnfile;
  const second = spawn(binary, args, {
    cwd: join(ROOT, 'samples', 'run'),
    env: { ...environment(), ...(display && { DISPLAY: display }) },
    stdio: 'ignore',
  });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expectOverview(page, LAST_NAME);
  expect(electron.windows()).toHaveLength(1);
});

test('the window comes back where it was, in the theme that was chosen', async ({ startWindow }) => {
  const first = await startWindow();
  const bounds = { x: 60, y: 40, width: 1100, height: 700 };
  await first.electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(() => first.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
  await first.close();
  const second = await startWindow();
  const state = await second.electron.evaluate(({ BrowserWindow, nativeTheme }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    theme: nativeTheme.themeSource,
  }));
  expect(state).toEqual({ bounds, theme: 'dark' });
});

test('damaged memories of an earlier session do no harm', async ({ startWindow, scratch }) => {
  const first = await startWindow([LAST]);
  await expectOverview(first.page, LAST_NAME);
  await first.close();
  const memory = join(scratch, 'user-data', 'recent-files.json');
  expect(readFileSync(memory, 'utf8')).toContain(LAST_NAME);
  writeFileSync(memory, '{"half":');
  writeFileSync(join(scratch, 'user-data', 'window.json'), '[1e999]');
  const { page } = await startWindow([LAST]);
  await expectOverview(page, LAST_NAME);
});

test('the native menu opens the sample run, recent files and the settings', async ({ startWindow }) => {
  const shell = await startWindow([LAST]);
  const { page } = shell;
  await expectOverview(page, LAST_NAME);
  await clickMenu(shell, '&File', 'Open the sample run');
  await expectRun(page);
  await clickMenu(shell, '&File', LAST_NAME);
  await expectOverview(page, LAST_NAME);
  await clickMenu(shell, '&File', 'Settings');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

test('the title of the window names the file', async ({ startWindow }) => {
  const { electron } = await startWindow([LAST]);
  await expect
    .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
    .toBe(`${LAST_NAME} – Epochscope`);
});

test('a page whose process died can be loaded again', async ({ startWindow }) => {
  const { electron } = await startWindow();
  const question = await electron.evaluate(async ({ BrowserWindow, dialog }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return new Promise<string>((asked) => {
      dialog.showMessageBox = async (...given: unknown[]) => {
        asked(JSON.stringify(given.at(-1)));
        return { response: 0, checkboxChecked: false };
      };
      contents?.forcefullyCrashRenderer();
    });
  });
  expect(question).toContain('The page stopped');
  await expect
    .poll(() =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('main') !== null"),
      ),
    )
    .toBe(true);
});
