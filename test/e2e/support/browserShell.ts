import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './sampleFiles.ts';
import type { Shell, Start } from './shell.ts';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** A server as `epochscope serve` starts it. */
export interface Server {
  /** What it printed: an address with its key. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The system's browser where there is one; otherwise the one that Playwright installed. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(SYSTEM_CHROMIUM) && { executablePath: SYSTEM_CHROMIUM }),
    chromiumSandbox: false,
  });
}

/** Serves the repository. `prefix` is a command that runs the server as somebody else. */
export async function startServer(paths: readonly string[], prefix: readonly string[] = []): Promise<Server> {
  const command = [...prefix, process.execPath, join(ROOT, 'dist', 'cli.js'), 'serve', ROOT, ...paths];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  return {
    url: await readAddress(child),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

export interface BrowserShell extends Shell {
  stopServer(): Promise<void>;
}

/** Opens the page of a new server in a new window of the browser. */
export async function startBrowser(
  start: Start,
  browser: Browser,
  prefix: readonly string[] = [],
): Promise<BrowserShell> {
  const server = await startServer(start.paths, prefix);
  const context = await browser.newContext({ colorScheme: null, viewport: { width: 1440, height: 900 } });
  const { origin } = new URL(server.url);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  await page.goto(server.url);
  return {
    kind: 'browser',
    page,
    origin,
    async chooseFile(path) {
      await page.keyboard.press('Control+O');
      const picker = page.getByRole('dialog', { name: 'Open a file' });
      for (const name of segments(path)) await picker.getByRole('button', { name, exact: true }).click();
    },
    async chooseFolder(path) {
      await page.keyboard.press('Control+Shift+O');
      const picker = page.getByRole('dialog', { name: 'Open a folder' });
      for (const name of segments(path))
        await picker.getByRole('grid').getByRole('button', { name, exact: true }).click();
      await picker.getByRole('button', { name: 'Open this folder' }).click();
    },
    readClipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    writeClipboard: (text) => page.evaluate((given) => navigator.clipboard.writeText(given), text),
    save: async (act) => (await saveBytes(page, act)).toString('utf8'),
    saveBytes: (act) => saveBytes(page, act),
    setSystemTheme: (theme) => page.emulateMedia({ colorScheme: theme }),
    resize: (width, height) => page.setViewportSize({ width, height }),
    stopServer: () => server.stop(),
    async close() {
      await context.close();
      await server.stop();
    },
  };
}

async function saveBytes(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await act();
  return readFile(await (await download).path());
}

function segments(path: string): readonly string[] {
  return relative(ROOT, path).split(sep);
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server has no output to read');
  for await (const line of createInterface({ input: stdout })) if (line.startsWith('http://')) return line;
  throw new Error('the server ended before it printed an address');
}
