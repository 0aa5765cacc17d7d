// What tests need from the system: a browser, a virtual display, Electron's libraries. Debian and Ubuntu only, as root only;
// elsewhere it says what is missing, and the tests that need it are counted as not run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './bootstrap.mjs';

const PACKAGES = [
  { name: 'chromium', provides: '/usr/bin/chromium' },
  { name: 'xvfb', provides: '/usr/bin/xvfb-run' },
  { name: 'xauth', provides: '/usr/bin/xauth' },
  { name: 'unzip', provides: '/usr/bin/unzip' },
  { name: 'libgtk-3-0', provides: 'libgtk-3.so.0' },
  { name: 'libnss3', provides: 'libnss3.so' },
  { name: 'libgbm1', provides: 'libgbm.so.1' },
  { name: 'libasound2', provides: 'libasound.so.2' },
  { name: 'libxss1', provides: 'libXss.so.1' },
  { name: 'libxtst6', provides: 'libXtst.so.6' },
  { name: 'libnotify4', provides: 'libnotify.so.4' },
];

function missingPackages() {
  const libraries = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return PACKAGES.filter(({ provides }) =>
    provides.startsWith('/') ? !existsSync(provides) : !libraries.includes(provides),
  );
}

/** Installs what is missing where that is allowed; returns the names of what is still missing, with the reason. */
export function ensureSystemPackages() {
  if (process.platform !== 'linux') return [];
  const missing = missingPackages().map(({ name }) => name);
  if (missing.length === 0) return [];
  const list = missing.join(' ');
  if (process.env.EPOCHSCOPE_NO_APT === '1') {
    say(`Missing system packages (EPOCHSCOPE_NO_APT is set): ${list}`);
    return missing;
  }
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(`Missing system packages; install them with: sudo apt-get install ${list}`);
    return missing;
  }
  say(`Installing system packages with apt-get (set EPOCHSCOPE_NO_APT=1 to refuse): ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const left = missingPackages().map(({ name }) => name);
  if (left.length > 0) say(`apt-get could not install: ${left.join(' ')}`);
  return left;
}
