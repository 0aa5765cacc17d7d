import type { FileId } from './engineApi.ts';

/** A file or folder that a person chose, as far as the renderer may know it. */
export interface Grant {
  readonly file: FileId;
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** The folder's name, for display. */
  readonly folder?: string;
  /** Which engine reads it: the host's, or the page's own for a file dropped into a browser. */
  readonly engine: 'host' | 'page';
}

export interface RecentItem {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly kind: 'file' | 'folder';
  readonly bytes?: number;
  /** ISO 8601: when it was last opened here. */
  readonly opened: string;
}

/** What a menu or a key asks the page to do. */
export type HostCommand =
  | 'open-file'
  | 'open-folder'
  | 'open-sample'
  | 'close-file'
  | 'reload-file'
  | 'find'
  | 'palette'
  | 'settings'
  | 'back'
  | 'forward';

export type ThemeChoice = 'system' | 'light' | 'dark';

/**
 * What the shell around the page offers: Electron's preload or the browser's own means. The renderer knows no path; it
 * holds {@link Grant}s.
 */
export interface HostApi {
  readonly kind: 'desktop' | 'browser';
  readonly version: string;
  /** Where the page's own file picker starts, in a shell without dialogs. */
  readonly pickerRoot?: Grant;
  /** Shows the shell's dialog. An empty list: the person changed their mind. `undefined`: no dialog here, use the file picker. */
  pickFiles(): Promise<readonly Grant[] | undefined>;
  pickFolder(): Promise<readonly Grant[] | undefined>;
  /** Files and folders from a drop event; must be called while the event is handled. */
  grantDropped(items: DataTransferLike): Promise<readonly Grant[]>;
  /** Opens the path that the person pasted. The shell reads the clipboard itself, so that a page cannot invent a path. */
  grantPasted(text: string): Promise<readonly Grant[]>;
  sampleRun(): Promise<Grant>;
  recents(): Promise<readonly RecentItem[]>;
  grantRecent(id: string): Promise<Grant>;
  clearRecents(): Promise<void>;
  /** Told what the page opened, in a shell that leaves recent files to the page. Sizes are bytes. */
  rememberOpened?(grant: Grant, bytes?: number): void;
  /** Grants that came from the command line, the file manager or a second instance; the first call delivers what waits. */
  onGrants(listener: (grants: readonly Grant[]) => void): () => void;
  onCommand(listener: (command: HostCommand) => void): () => void;
  setTheme(theme: ThemeChoice): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Offers text as a file to save; pieces are appended in order. Resolves to false when the person cancelled. */
  saveText(suggestedName: string, pieces: AsyncIterable<string>): Promise<boolean>;
  /** As {@link saveText}, for a file that is no text. `bytes`: its size, as far as it is known. */
  saveBytes(suggestedName: string, pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<boolean>;
  /** Whether a large file goes to the disk piece by piece; otherwise the page holds all of it until it is whole. */
  readonly savesByPiece: boolean;
  setTitle(title: string): void;
}

/** The part of DataTransfer that a host needs; `shared` knows no DOM. */
export interface DataTransferLike {
  readonly files: ArrayLike<unknown>;
  readonly items: ArrayLike<unknown>;
}
