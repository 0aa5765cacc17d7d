// npm run package: an unpacked application for this platform in out/, from the Electron that users get, or, where that
// cannot be had, from the one that tests run on (and it says so).
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, bootstrap, say } from './bootstrap.mjs';
import { findElectron } from './electronRuntime.mjs';

const OUT = join(ROOT, 'out');
/** The executable's name on Linux; elsewhere the product's name. */
const EXECUTABLE = 'epochscope';

/** What electron-builder makes, beside the files. */
const CONFIGURATION = {
  appId: 'org.epochscope.app',
  directories: { output: OUT },
  icon: 'electron/icon.png',
  // Real files: the engine opens them by descriptor, which an archive does not give.
  extraResources: [{ from: 'samples/run', to: 'samples/run' }],
  asar: true,
  npmRebuild: false,
  linux: { executableName: EXECUTABLE, category: 'Science' },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
};

/** Bundles that an entry of dist/ imports, itself included: the command line and the server have chunks of their own. */
function listBundles(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  const imports = readFileSync(join(ROOT, 'dist', entry), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g);
  for (const [, name] of imports) listBundles(name, found);
  return found;
}

/** What goes into the archive. All that the program needs is bundled in dist/, so node_modules stays out. */
function listFiles() {
  const bundles = new Set([...listBundles('electronMain.js'), ...listBundles('engineWorker.js'), 'preload.cjs']);
  return [
    'package.json',
    'LICENSE',
    'electron/icon.png',
    'dist/renderer/**',
    ...[...bundles].map((name) => `dist/${name}`),
    '!**/*.map',
    '!node_modules/**',
  ];
}

/** The executable within the folder that electron-builder fills. */
function executablePath() {
  if (process.platform === 'darwin') {
    return join(
      OUT,
      `mac${process.arch === 'arm64' ? '-arm64' : ''}`,
      'Epochscope.app',
      'Contents',
      'MacOS',
      'Epochscope',
    );
  }
  if (process.platform === 'win32') return join(OUT, 'win-unpacked', 'Epochscope.exe');
  return join(OUT, `linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`, EXECUTABLE);
}

/** The Electron to pack: `{ dist, version }`, or `{ reason }`. */
async function findPackagingElectron() {
  // An override names a runtime for tests, with a default application inside.
  delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const official = await findElectron();
  if (official.binary !== undefined) return official;
  const { ensureRepack } = await import('./testElectron.mjs');
  const repack = ensureRepack();
  if (repack.reason !== undefined) return { reason: `${official.reason}; ${repack.reason}` };
  say(`Packing Electron ${repack.version}, for tests only: ${official.reason}.`);
  return { dist: repack.bare, version: repack.version };
}

/** Packs what is built in dist/. Returns `{ executable, version }`, or `{ reason }`. */
export async function packageApplication() {
  const { dist, version, reason } = await findPackagingElectron();
  if (reason !== undefined) return { reason };
  const { build } = await import('electron-builder');
  rmSync(OUT, { recursive: true, force: true });
  await build({
    projectDir: ROOT,
    dir: true,
    publish: 'never',
    config: { ...CONFIGURATION, files: listFiles(), electronDist: dist, electronVersion: version },
  });
  return { executable: executablePath(), version };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bootstrap();
  const made = await packageApplication();
  if (made.reason !== undefined) {
    say(`Nothing was packed: ${made.reason}.`);
    process.exit(1);
  }
  say(`Packed with Electron ${made.version}:`);
  console.log(made.executable);
}
