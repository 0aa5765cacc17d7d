import type { Page } from '@playwright/test';

/** One running application, whatever it runs in: what a person can do to it from outside the page. */
export interface Shell {
  readonly kind: 'desktop' | 'browser';
  readonly page: Page;
  /** Where the page may load things from. */
  readonly origin: string;
  /** Ctrl O and the choice of one file: in the native dialog, or in the page's own picker. */
  chooseFile(path: string): Promise<void>;
  chooseFolder(path: string): Promise<void>;
  /** What the clipboard holds. */
  readClipboard(): Promise<string>;
  writeClipboard(text: string): Promise<void>;
  /** Does something that saves a file, accepts the place, and returns what was saved. */
  save(act: () => Promise<void>): Promise<string>;
  /** As {@link save}, for a file that is no text. */
  saveBytes(act: () => Promise<void>): Promise<Buffer>;
  /** What the system asks of its applications, for those that follow it. */
  setSystemTheme(theme: 'light' | 'dark'): Promise<void>;
  /** Size of the page in pixels. */
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** How to start a {@link Shell}. */
export interface Start {
  /** Absolute paths for the command line. */
  readonly paths: readonly string[];
  /** A folder of the test's own, for whatever the shell remembers. */
  readonly folder: string;
}
