import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { executableIn, findElectron, satisfiesEngine } from './electronRuntime.mjs';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['20.20.2', false],
  ['22.11.9', false],
  ['22.12.0', true],
  ['22.13.0', true],
  ['24.0.0', true],
])('Node %s satisfies >= 22.12.0: %s', (version, expected) => {
  expect(satisfiesEngine('>= 22.12.0', version)).toBe(expected);
});

test('a distribution that the environment names is taken, with its version', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'electron-dist-'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist);
  expect(await findElectron()).toEqual({ reason: expect.stringContaining('holds no Electron') });
  mkdirSync(dirname(executableIn(dist)), { recursive: true });
  writeFileSync(executableIn(dist), '');
  writeFileSync(join(dist, 'version'), 'v45.4.1\n');
  expect(await findElectron()).toEqual({ binary: executableIn(dist), dist, version: '45.4.1' });
  rmSync(dist, { recursive: true });
});
