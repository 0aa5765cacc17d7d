// Which Electron runs here: the one that users get (the `electron` package downloads its binary on first use), or, for
// tests on a network that reaches package registries only, a repack of an older one (testElectron.mjs).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './bootstrap.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');

/** Where the executable lies in a distribution folder, as electron/index.js has it. */
const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

export function executableIn(dist) {
  return join(dist, EXECUTABLES[process.platform] ?? 'electron');
}

function readVersion(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/** Whether this Node satisfies an `engines` text of the form `>= a.b.c`. */
export function satisfiesEngine(engine, version = process.versions.node) {
  const wanted = engine.match(/\d+/g)?.map(Number) ?? [];
  const present = version.split('.').map(Number);
  const at = wanted.findIndex((part, place) => part !== present[place]);
  return at === -1 || present[at] > wanted[at];
}

/**
 * The Electron that users get, downloaded if need be: `{ binary, dist, version }`, or `{ reason }`, a clause that says why
 * there is none. ELECTRON_OVERRIDE_DIST_PATH names another distribution, as for the `electron` package itself.
 */
export async function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const binary = executableIn(override);
    if (existsSync(binary)) return { binary, dist: override, version: readVersion(override) };
    return { reason: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron` };
  }
  const { version, engines } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const dist = join(PACKAGE, 'dist');
  const found = { binary: executableIn(dist), dist, version };
  if (readVersion(dist) === version && existsSync(found.binary)) return found;
  if (!satisfiesEngine(engines.node)) {
    const wanted = engines.node.replaceAll(/[^\d.]/g, '');
    return {
      reason: `Electron ${version} downloads itself with Node ${wanted} or newer, and this is ${process.version}`,
    };
  }
  say(`Downloading Electron ${version} (about 120 MB, once) …`);
  const download = spawnSync(process.execPath, [join(PACKAGE, 'install.js')], { encoding: 'utf8' });
  if (download.status === 0 && existsSync(found.binary)) return found;
  const cause = /^\S*Error: .*$/m.exec(download.stderr ?? '')?.[0] ?? `exit ${download.status ?? download.signal}`;
  return { reason: `Electron ${version} could not be downloaded (${cause})` };
}

/**
 * The Electron that tests run on, official first: `{ binary, dist, version, official }`, or `{ reason }`. Says which it is, and
 * which one users get.
 */
export async function ensureTestElectron() {
  const official = await findElectron();
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  if (official.binary !== undefined) {
    say(`Tests run on Electron ${official.version}; users get ${version}.`);
    return { ...official, official: official.version === version };
  }
  const { ensureRepack } = await import('./testElectron.mjs');
  const repack = ensureRepack();
  if (repack.reason !== undefined) return { reason: `${official.reason}; ${repack.reason}` };
  say(`Tests run on Electron ${repack.version} (${official.reason}); users get ${version}.`);
  return { ...repack, official: false };
}
