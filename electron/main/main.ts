import { app, nativeTheme, protocol } from 'electron';
import { join } from 'node:path';
import { APP_SCHEME } from './appProtocol.ts';
import { Application } from './application.ts';
import { readLaunchTargets } from './launchTargets.ts';

const targets = readLaunchTargets({ argv: process.argv, cwd: process.cwd(), defaultApp: process.defaultApp });

// Before `ready`: the page's scheme gets an origin of its own, and with it storage, workers and a policy.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
// As root, tests start Electron with --no-sandbox; asking for the sandbox then makes every page crash at once.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

// A second start hands its files to the first one and ends.
if (app.requestSingleInstanceLock({ targets })) start();
else app.quit();

function start(): void {
  const application = new Application({
    dist: import.meta.dirname,
    sampleRun: join(app.isPackaged ? process.resourcesPath : join(import.meta.dirname, '..'), 'samples', 'run'),
    userData: app.getPath('userData'),
  });
  nativeTheme.themeSource = application.theme;
  application.open(targets);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    application.open([path]);
  });
  app.on('second-instance', (_event, _argv, _cwd, data) => application.openFromSecondInstance(data));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Not awaited at the top level: Electron is not ready before this module has ended.
  void app.whenReady().then(() => {
    application.start();
    app.on('activate', () => application.showWindow());
  });
}
