import { defineConfig } from '@playwright/test';

/** The same specs over both shells; what only one of them has lies in a folder of its own. Run by `npm run e2e`. */
export default defineConfig<{ shell: 'desktop' | 'browser' }>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  // Each worker keeps a display, a window and an engine busy.
  workers: 2,
  timeout: 40_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  projects: [
    { name: 'desktop', testIgnore: 'browser/**', use: { shell: 'desktop' } },
    { name: 'browser', testIgnore: 'desktop/**', use: { shell: 'browser' } },
  ],
});
