import type { BrowserWindow } from 'electron';
import type { Grant, HostCommand } from '../../shared/hostApi.ts';
import { COMMAND_CHANNEL, GRANTS_CHANNEL } from '../../shared/hostCalls.ts';
import { type EngineLink, linkEngine } from './engineLink.ts';
import { FileSaves } from './fileSaves.ts';
import { GrantBook, type GrantedPath, describeGrant } from './grantBook.ts';

/** A window and what belongs to it alone: what it may read, its engine, its unfinished saves. All end with it. */
export class WindowSession {
  readonly window: BrowserWindow;
  readonly saves: FileSaves = new FileSaves();
  readonly #grants = new GrantBook();
  #engine: EngineLink | undefined;
  /** Grants that came before the page listened; undefined once it does. */
  #waiting: Grant[] | undefined = [];

  constructor(window: BrowserWindow) {
    this.window = window;
  }

  /** Grants paths that the person chose. */
  async grant(paths: readonly string[]): Promise<readonly GrantedPath[]> {
    const entries = await Promise.all(paths.map((path) => this.#grants.add(path)));
    this.#engine?.grant(entries);
    return entries;
  }

  /** Hands the page grants that it did not ask for: from the command line, the menu, the file manager. */
  offer(entries: readonly GrantedPath[]): void {
    const grants = entries.map(describeGrant);
    if (this.#waiting !== undefined) this.#waiting.push(...grants);
    else if (grants.length > 0) this.window.webContents.send(GRANTS_CHANNEL, grants);
  }

  /** The page listens now. */
  listen(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    if (waiting.length > 0) this.window.webContents.send(GRANTS_CHANNEL, waiting);
  }

  command(command: HostCommand): void {
    this.window.webContents.send(COMMAND_CHANNEL, command);
  }

  /** A new page gets a new engine; the old page's files are closed with the old one. */
  connectEngine(): void {
    this.#engine?.close();
    this.#engine = linkEngine(this.window.webContents);
    this.#engine.grant(this.#grants.entries);
  }

  /** The page is gone or about to be replaced. */
  async reset(): Promise<void> {
    this.#waiting ??= [];
    this.#engine?.close();
    this.#engine = undefined;
    await this.saves.abandonAll();
  }
}
