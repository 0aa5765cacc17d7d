import { BrowserWindow, app, ipcMain, protocol } from 'electron';
import { systemScheduler, startEngineThread } from '../../engine/node/index.ts';
import { APP_PAGE, APP_SCHEME, serveAppFile } from '../../electron/main/appProtocol.ts';
import { type EngineLink, linkEngine } from '../../electron/main/engineLink.ts';
import { hostCallChannel } from '../../shared/hostCalls.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';

/**
 * A desktop application of which only the way to the engine is real: page, preload, main process and thread, with the fake
 * engine at the end. The page and the thread's script lie beside this bundle; argv names the preload.
 */
const preload = process.argv.find((argument) => argument.startsWith('--preload='))?.slice('--preload='.length) ?? '';
const thread = new URL('fakeEngineThread.js', import.meta.url);

protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);

let link: EngineLink | undefined;
ipcMain.handle(hostCallChannel('connectEngine'), ({ sender }) => {
  link?.close();
  link = linkEngine(sender, (client) =>
    createEngineHost({ client, startWorker: () => startEngineThread(thread), scheduler: systemScheduler }),
  );
  return { value: undefined };
});

void app.whenReady().then(() => {
  protocol.handle(APP_SCHEME, ({ url }) => serveAppFile(import.meta.dirname, url));
  const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
  return window.loadURL(APP_PAGE);
});
