import { app, session, type WebContents } from 'electron';
import { APP_ORIGIN } from './appProtocol.ts';

/** Takes from every page what a local inspector never needs: other pages, new windows, web views, permissions, downloads, devices. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  // Belt and braces beside the content security policy: whatever is asked for, only our own scheme is loaded.
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(app|devtools|data|blob):/.test(details.url) });
  });
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Frames other than the main one too. A redirect cannot come: our scheme makes none and nothing else is loaded.
  contents.on('will-frame-navigate', (details) => {
    if (!details.url.startsWith(`${APP_ORIGIN}/`)) details.preventDefault();
  });
}
