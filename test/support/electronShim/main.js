// What a stock Electron does when it is started as `electron [switches] [-r module]… path/to/app [arguments]`. The repacked
// runtime of build/testElectron.mjs lost this part together with the application that it was packed for.
import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Modules to load first (Playwright's loader), and the application's folder. */
function readArguments(argv) {
  const preloads = [];
  for (let at = 0; at < argv.length; at += 1) {
    if (argv[at] === '-r' || argv[at] === '--require') preloads.push(argv[(at += 1)]);
    else if (!argv[at].startsWith('-')) return { preloads, folder: resolve(argv[at]) };
  }
  return { preloads, folder: undefined };
}

const { preloads, folder } = readArguments(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write('usage: electron path/to/app\n');
  process.exit(2);
}
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
const manifestFile = join(folder, 'package.json');
const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
app.setName(manifest.productName ?? manifest.name ?? app.getName());
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(folder);
for (const module of preloads) require(resolve(module));
await import(pathToFileURL(require.resolve(folder)).href);
