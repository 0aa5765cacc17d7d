// npm start [-- FILE|DIR …]: opens the desktop window; where that cannot be, serves the same page and prints its URL.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { ROOT, bootstrap, say } from './bootstrap.mjs';

/** Electron's main process prints this line when its first window is shown and EPOCHSCOPE_ANNOUNCE is set. */
const WINDOW_SHOWN = 'epochscope:window-shown';

/** Why no window can be opened here, or undefined. */
function missingDisplay() {
  if (process.platform !== 'linux') return undefined;
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return undefined;
  return 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Opens the window. Resolves to undefined when it was shown and closed, or to the reason why it never came. */
function openWindow(binary, paths) {
  return new Promise((done) => {
    let shown = false;
    let lastWords = '';
    const child = spawn(binary, [ROOT, ...paths], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, EPOCHSCOPE_ANNOUNCE: '1' },
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === WINDOW_SHOWN) shown = true;
      else process.stdout.write(`${line}\n`);
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim() !== '') lastWords = line.trim();
      if (shown) process.stderr.write(`${line}\n`);
    });
    child.on('error', (error) => done(`Electron could not be started (${error.message})`));
    // 'close', not 'exit': the last line of its output comes after the exit.
    child.on('close', (code, signal) => {
      if (shown) return done(undefined);
      done(`Electron ended before its first window (${signal ?? `exit ${code}`}${lastWords && `: ${lastWords}`})`);
    });
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
  });
}

/** Serves the page on the loopback until it is stopped: the folder of the shell for browsing, the paths opened at once. */
function serve(paths) {
  const folder = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'serve', folder, ...paths], {
    stdio: 'inherit',
  });
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
  child.on('exit', (code) => process.exit(code ?? 0));
}

const paths = process.argv.slice(2).map((path) => resolve(process.env.INIT_CWD ?? process.cwd(), path));
const absent = paths.find((path) => !existsSync(path));
if (absent !== undefined) {
  say(`There is no file or folder ${absent}.`);
  process.exit(2);
}
await bootstrap();
const { findElectron } = await import('./electronRuntime.mjs');
const display = missingDisplay();
const electron = display === undefined ? await findElectron() : undefined;
const reason = display ?? (electron.binary === undefined ? electron.reason : await openWindow(electron.binary, paths));
if (reason !== undefined) {
  say(`No desktop window: ${reason}. Serving the same page instead.`);
  serve(paths);
}
