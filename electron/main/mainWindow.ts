import { BrowserWindow, app, dialog, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import { VERSION_ARGUMENT } from '../../shared/hostCalls.ts';
import { APP_PAGE } from './appProtocol.ts';
import { readStoredJson, writeStoredJson } from './storedJson.ts';
import { FIRST_WINDOW_STATE, MIN_SIZE, WINDOW_STATE, type WindowState, placeWindow } from './windowState.ts';

/** Colours of the page's background before it has painted (`bg-app` of the design tokens). */
const BACKGROUND = { light: '#f2f4f7', dark: '#0c0f13' } as const;

/** What is remembered of the window, in one file. */
export class WindowMemory {
  readonly #file: string;
  state: WindowState;

  constructor(file: string) {
    this.#file = file;
    this.state = readStoredJson(file, WINDOW_STATE, FIRST_WINDOW_STATE);
  }

  update(changes: Partial<WindowState>): void {
    this.state = { ...this.state, ...changes };
    writeStoredJson(this.#file, this.state);
  }
}

/** Makes the window where it was last, loads the page from `dist`, and shows it once it has painted. */
export function createMainWindow(dist: string, memory: WindowMemory): BrowserWindow {
  const { state } = memory;
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const window = new BrowserWindow({
    ...placeWindow(
      state.bounds,
      [primary, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: app.name,
    // Elsewhere the icon comes with the application's bundle.
    ...(process.platform === 'linux' && { icon: join(app.getAppPath(), 'electron', 'icon.png') }),
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: join(dist, 'preload.cjs'),
      additionalArguments: [`${VERSION_ARGUMENT}${app.getVersion()}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (state.maximized) window.maximize();
  // The page names the window itself, by a call.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => memory.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  window.once('ready-to-show', () => {
    window.show();
    // build/start.mjs waits for this line to know that the desktop works here.
    if (process.env['EPOCHSCOPE_ANNOUNCE'] === '1') process.stdout.write('epochscope:window-shown\n');
  });
  offerReload(window);
  void window.loadURL(APP_PAGE);
  return window;
}

/** A page that stopped or hangs can be loaded again; one that never came up ends the program, so that its starter can tell. */
function offerReload(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (!window.isVisible()) {
      process.stderr.write(`The page's process ended before the window was shown (${reason}, exit ${exitCode}).\n`);
      app.exit(1);
      return;
    }
    void ask(window, {
      message: 'The page stopped.',
      detail: `Its process ended (${reason}). Nothing on disk was touched; open files have to be opened again.`,
      buttons: ['Load it again', 'Quit'],
    }).then((choice) => (choice === 0 ? webContents.reload() : app.quit()));
  });
  webContents.on('unresponsive', () => {
    void ask(window, {
      message: 'The page does not answer.',
      detail: 'It may still finish what it is doing.',
      buttons: ['Wait', 'Load it again'],
    }).then((choice) => {
      if (choice === 0) return;
      webContents.forcefullyCrashRenderer();
      webContents.reload();
    });
  });
}

async function ask(
  window: BrowserWindow,
  { message, detail, buttons }: { message: string; detail: string; buttons: string[] },
): Promise<number> {
  const { response } = await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons, defaultId: 0 });
  return response;
}
