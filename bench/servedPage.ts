import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './benchCache.ts';

/** A page of the built server, in a browser of its own. */
export interface ServedPage {
  readonly page: Page;
  /** What the server printed: the address with its key, at which `file` is open. */
  readonly url: string;
  /** The browser's name and version. */
  readonly browser: string;
  close(): Promise<void>;
}

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const WINDOW = { width: 1440, height: 900 };

/** The browser that pages are measured in: the system's, or the one that Playwright installed. Undefined where there is none. */
export function findChromium(): string | undefined {
  return [SYSTEM_CHROMIUM, chromium.executablePath()].find((path) => existsSync(path));
}

/** Starts `epochscope serve` over a file, and a browser that has not gone to its address yet. */
export async function servePage(file: string, executablePath: string): Promise<ServedPage> {
  const server = spawn(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'serve', dirname(file), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const stopServer = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  let browser: Browser | undefined;
  try {
    const url = await readAddress(server.stdout);
    browser = await chromium.launch({
      executablePath,
      chromiumSandbox: false,
      args: ['--disable-gpu'],
      // Playwright hides scroll bars; their thumb is dragged here.
      ignoreDefaultArgs: ['--hide-scrollbars'],
    });
    const page = await browser.newPage({ viewport: WINDOW });
    const running = browser;
    return {
      page,
      url,
      browser: `Chromium ${browser.version()}`,
      async close() {
        await running.close();
        await stopServer();
      },
    };
  } catch (error) {
    await browser?.close();
    await stopServer();
    throw error;
  }
}

async function readAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) if (line.startsWith('http://')) return line;
  throw new Error('The server ended before it printed an address.');
}
