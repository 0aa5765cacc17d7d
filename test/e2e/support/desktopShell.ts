import { _electron, type ElectronApplication } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './sampleFiles.ts';
import type { Shell, Start } from './shell.ts';

export interface DesktopShell extends Shell {
  readonly electron: ElectronApplication;
}

/** Starts the desktop application in a window on `display`. */
export async function startDesktop(start: Start, display: string | undefined): Promise<DesktopShell> {
  const electron = await _electron.launch({
    args: [ROOT, ...start.paths, `--user-data-dir=${join(start.folder, 'user-data')}`],
    cwd: start.folder,
    env: { ...environment(), ...(display && { DISPLAY: display }) },
    // Playwright would force the light scheme.
    colorScheme: null,
  });
  const page = await electron.firstWindow();
  const target = join(start.folder, 'saved');
  const saveBytes = async (act: () => Promise<void>): Promise<Buffer> => {
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, target);
    await act();
    return waitForFile(target);
  };
  return {
    kind: 'desktop',
    electron,
    page,
    origin: 'app://epochscope',
    async chooseFile(path) {
      await answerOpenDialog(electron, path);
      await page.keyboard.press('Control+O');
    },
    async chooseFolder(path) {
      await answerOpenDialog(electron, path);
      await page.keyboard.press('Control+Shift+O');
    },
    readClipboard: () => electron.evaluate(({ clipboard }) => clipboard.readText()),
    writeClipboard: (text) => electron.evaluate(({ clipboard }, given) => clipboard.writeText(given), text),
    save: async (act) => (await saveBytes(act)).toString('utf8'),
    saveBytes,
    setSystemTheme: (theme) =>
      electron.evaluate(({ nativeTheme }, wanted) => {
        nativeTheme.themeSource = wanted;
      }, theme),
    async resize(width, height) {
      await electron.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
      await page.waitForFunction((size) => window.innerWidth === size.width && window.innerHeight === size.height, {
        width,
        height,
      });
    },
    close: () => electron.close(),
  };
}

/** The environment without its holes: Playwright takes strings only. */
export function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

async function answerOpenDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Content of a file that appears in one step when it is whole. */
async function waitForFile(path: string): Promise<Buffer> {
  const { expect } = await import('@playwright/test');
  await expect.poll(() => readFile(path).catch(() => undefined)).toBeDefined();
  return readFile(path);
}
