import type { Grant, HostCommand, RecentItem, ThemeChoice } from './hostApi.ts';

/**
 * What the preload asks Electron's main process, one IPC channel each: the questions of `HostBridge`, with a dropped file's
 * path in place of its `File`. Every answer is a `Reply`.
 */
export interface HostCalls {
  readonly connectEngine: HostCall<readonly [], undefined>;
  readonly pickFiles: HostCall<readonly [], readonly Grant[]>;
  readonly pickFolder: HostCall<readonly [], readonly Grant[]>;
  readonly grantDropped: HostCall<readonly [paths: readonly string[]], readonly Grant[]>;
  readonly grantPasted: HostCall<readonly [text: string], readonly Grant[]>;
  readonly sampleRun: HostCall<readonly [], Grant>;
  readonly recents: HostCall<readonly [], readonly RecentItem[]>;
  readonly grantRecent: HostCall<readonly [id: string], Grant>;
  readonly clearRecents: HostCall<readonly [], undefined>;
  /** The page listens now: grants that wait, and all that come later, go to {@link GRANTS_CHANNEL}. */
  readonly listenForGrants: HostCall<readonly [], undefined>;
  readonly setTheme: HostCall<readonly [theme: ThemeChoice], undefined>;
  readonly copyText: HostCall<readonly [text: string], undefined>;
  readonly beginSave: HostCall<readonly [suggestedName: string], number | undefined>;
  readonly appendSave: HostCall<readonly [save: number, piece: string | Uint8Array], undefined>;
  readonly endSave: HostCall<readonly [save: number, keep: boolean], undefined>;
  readonly setTitle: HostCall<readonly [title: string], undefined>;
}

interface HostCall<Params extends readonly unknown[], Value> {
  readonly params: Params;
  readonly value: Value;
}

export type HostCallName = keyof HostCalls;

/** The IPC channel of a call. */
export function hostCallChannel(name: HostCallName): string {
  return `epochscope:${name}`;
}

/** What main sends the preload unasked, by channel. */
export interface HostNews {
  readonly [GRANTS_CHANNEL]: readonly Grant[];
  readonly [COMMAND_CHANNEL]: HostCommand;
}
export const GRANTS_CHANNEL = 'epochscope:grants';
export const COMMAND_CHANNEL = 'epochscope:command';
/** Main to preload: nothing but a port, the engine's. */
export const ENGINE_PORT_CHANNEL = 'epochscope:engine';
/** Argument of the preload's process that carries the application's version. */
export const VERSION_ARGUMENT = '--epochscope-version=';
