import { app, nativeTheme, protocol } from 'electron';
import { join } from 'node:path';
import { array, maxLength, object, pipe, safeParse, string } from 'valibot';
import type { Grant, HostCommand, ThemeChoice } from '../../shared/hostApi.ts';
import { APP_SCHEME, serveAppFile } from './appProtocol.ts';
import { setApplicationMenu } from './applicationMenu.ts';
import { type GrantedPath, describeGrant } from './grantBook.ts';
import { guardAllContents } from './guardContents.ts';
import { makeHostAnswers } from './hostAnswers.ts';
import { serveHostCalls } from './hostIpc.ts';
import { WindowMemory, createMainWindow } from './mainWindow.ts';
import { RecentFiles } from './recentFiles.ts';
import { WindowSession } from './windowSession.ts';

/** Where the application finds its parts and keeps its memory. */
export interface Places {
  /** The build: preload, engine worker, and the page in `renderer/`. */
  readonly dist: string;
  readonly sampleRun: string;
  readonly userData: string;
}

const SECOND_INSTANCE = object({ targets: pipe(array(string()), maxLength(4096)) });

/** The desktop shell as a whole: one window, its session, the menu, the recent files. */
export class Application {
  readonly #places: Places;
  readonly #recents: RecentFiles;
  readonly #memory: WindowMemory;
  #session: WindowSession | undefined;
  /** Paths that wait for a window. */
  #waiting: string[] = [];

  constructor(places: Places) {
    this.#places = places;
    this.#recents = new RecentFiles(join(places.userData, 'recent-files.json'));
    this.#memory = new WindowMemory(join(places.userData, 'window.json'));
  }

  get theme(): ThemeChoice {
    return this.#memory.state.theme;
  }

  /** Once Electron is ready. */
  start(): void {
    const { dist, sampleRun } = this.#places;
    protocol.handle(APP_SCHEME, (request) => serveAppFile(join(dist, 'renderer'), request.url));
    guardAllContents();
    const answers = makeHostAnswers({
      recents: this.#recents,
      sampleRun,
      openPaths: (session, paths) => this.#openPaths(session, paths),
      clearRecents: () => this.#clearRecents(),
      rememberTheme: (theme) => {
        nativeTheme.themeSource = theme;
        this.#memory.update({ theme });
      },
    });
    serveHostCalls(answers, (contents) =>
      this.#session?.window.webContents.id === contents ? this.#session : undefined,
    );
    this.#updateMenu();
    this.showWindow();
  }

  /** Brings the window to the front, or makes one. */
  showWindow(): void {
    if (this.#session !== undefined) {
      const { window } = this.#session;
      if (window.isMinimized()) window.restore();
      window.focus();
      return;
    }
    const session = new WindowSession(createMainWindow(this.#places.dist, this.#memory));
    this.#session = session;
    const { window } = session;
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) void session.reset();
    });
    window.webContents.on('render-process-gone', () => void session.reset());
    window.on('closed', () => {
      this.#session = undefined;
      void session.reset();
    });
    this.open(this.#waiting.splice(0));
  }

  /** Opens paths that the page did not ask for, now or as soon as there is a window. */
  open(paths: readonly string[]): void {
    const session = this.#session;
    if (session === undefined) this.#waiting.push(...paths);
    else if (paths.length > 0) void this.#grant(session, paths).then((entries) => session.offer(entries));
  }

  openFromSecondInstance(data: unknown): void {
    const sent = safeParse(SECOND_INSTANCE, data);
    if (app.isReady()) this.showWindow();
    this.open(sent.success ? sent.output.targets : []);
  }

  async #openPaths(session: WindowSession, paths: readonly string[]): Promise<readonly Grant[]> {
    return (await this.#grant(session, paths)).map(describeGrant);
  }

  async #grant(session: WindowSession, paths: readonly string[]): Promise<readonly GrantedPath[]> {
    const entries = await session.grant(paths);
    const opened = new Date().toISOString();
    for (const { path, kind, bytes } of entries) {
      this.#recents.add({ path, kind, opened, ...(bytes !== undefined && { bytes }) });
      app.addRecentDocument(path);
    }
    if (entries.length > 0) this.#updateMenu();
    return entries;
  }

  #clearRecents(): void {
    this.#recents.clear();
    app.clearRecentDocuments();
    this.#updateMenu();
  }

  #updateMenu(): void {
    setApplicationMenu(this.#recents.items, {
      command: (command) => this.#command(command),
      openRecent: (id) => {
        const path = this.#recents.pathOf(id);
        this.showWindow();
        if (path !== undefined) this.open([path]);
      },
      clearRecents: () => this.#clearRecents(),
    });
  }

  #command(command: HostCommand): void {
    this.showWindow();
    this.#session?.command(command);
  }
}
