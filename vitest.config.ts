import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{shared,engine,server,cli,electron,renderer,build,bench}/**/*.test.{ts,tsx,mjs}',
      'test/{arrows,conformance,failure,property,contract}/**/*.test.ts',
    ],
    pool: 'threads',
    testTimeout: 30_000,
  },
});
