import {
  test as base,
  expect,
  type Browser,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { launchBrowser, startBrowser } from './browserShell.ts';
import { startDesktop } from './desktopShell.ts';
import type { Shell } from './shell.ts';
import { startDisplay } from './virtualDisplay.ts';

interface TestFixtures {
  /** A folder of the test's own, below what the browser shell serves. */
  readonly scratch: string;
  /**
   * Errors and warnings on the page's console (violations of the content security policy among them), exceptions, and
   * requests to anywhere else. What is left when the test ends makes it fail.
   */
  readonly complaints: string[];
  /** Starts the application with paths on its command line; it is closed after the test. */
  readonly launch: (paths?: readonly string[]) => Promise<Shell>;
  /** What {@link app} opens; undefined: nothing. */
  readonly openAtStart: string | undefined;
  /** The application, started. */
  readonly app: Shell;
}

interface WorkerFixtures {
  readonly shell: Shell['kind'];
  /** Name of the worker's display, in the desktop shell. */
  readonly display: string | undefined;
  /** The worker's browser, started when it is first asked for. */
  readonly chromium: () => Promise<Browser>;
}

type AppTest = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & TestFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & WorkerFixtures
>;

/** Playwright's `test` with the application in it. */
export const test: AppTest = base.extend<TestFixtures, WorkerFixtures>({
  shell: ['desktop', { scope: 'worker', option: true }],
  display: [
    async ({ shell }, provide) => {
      const display = shell === 'desktop' ? await startDisplay() : undefined;
      await provide(display?.name);
      await display?.stop();
    },
    { scope: 'worker' },
  ],
  chromium: [
    // Playwright reads the fixture's needs from the braces.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      let browser: Promise<Browser> | undefined;
      await provide(() => (browser ??= launchBrowser()));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern
  scratch: async ({}, provide, info) => {
    const folder = info.outputPath('files');
    mkdirSync(folder, { recursive: true });
    await provide(folder);
  },
  // oxlint-disable-next-line no-empty-pattern
  complaints: async ({}, provide) => {
    const complaints: string[] = [];
    await provide(complaints);
    expect(complaints, 'what the page complained about').toEqual([]);
  },
  launch: async ({ shell, display, chromium, scratch, complaints }, provide) => {
    const running: Shell[] = [];
    await provide(async (paths = []) => {
      const start = { paths, folder: scratch };
      const app =
        shell === 'desktop' ? await startDesktop(start, display) : await startBrowser(start, await chromium());
      running.push(app);
      watchPage(app.page, app.origin, complaints);
      // The page has connected to its engine.
      await app.page.getByRole('main').waitFor();
      return app;
    });
    await Promise.all(running.map((app) => app.close()));
  },
  openAtStart: [undefined, { option: true }],
  app: async ({ launch, openAtStart }, provide) => {
    await provide(await launch(openAtStart === undefined ? [] : [openAtStart]));
  },
});

function watchPage(page: Page, origin: string, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) complaints.push(`request to ${url}`);
  });
}

export { expect } from '@playwright/test';
