import type { ErrorData } from './inspectError.ts';
import type { Grant, HostCommand, RecentItem, ThemeChoice } from './hostApi.ts';

/** An answer that survives Electron's context bridge, which strips an error down to its message. */
export type Reply<T> = { readonly value: T } | { readonly error: ErrorData };

/** Name under which the preload exposes the {@link HostBridge} on `window`. */
export const HOST_BRIDGE_NAME = 'epochscopeHost';

/**
 * `data` of the one `message` event on `window` that carries the engine's MessagePort (`event.ports[0]`). A context bridge
 * cannot hand over a port itself. The preload posts it to its own origin, once for every `connectEngine` call.
 */
export const ENGINE_PORT_MESSAGE = 'epochscope:engine-port';

/**
 * What Electron's preload gives the page: plain data, functions and promises only. `renderer/host/electronHost.ts` turns
 * it into a `HostApi`. No argument and no answer holds an absolute path.
 */
export interface HostBridge {
  readonly version: string;
  /** `process.platform`. */
  readonly platform: string;
  /** Asks for a port to this window's engine; it arrives by {@link ENGINE_PORT_MESSAGE}. */
  connectEngine(): Promise<Reply<undefined>>;
  /** The native dialog. An empty list: the person changed their mind. */
  pickFiles(): Promise<Reply<readonly Grant[]>>;
  pickFolder(): Promise<Reply<readonly Grant[]>>;
  /** `File` objects of a drop; the preload asks `webUtils.getPathForFile` and main decides which are folders. */
  grantDropped(files: readonly unknown[]): Promise<Reply<readonly Grant[]>>;
  /** Main reads the clipboard itself and grants what `text` names only if the clipboard holds that text. */
  grantPasted(text: string): Promise<Reply<readonly Grant[]>>;
  sampleRun(): Promise<Reply<Grant>>;
  recents(): Promise<Reply<readonly RecentItem[]>>;
  grantRecent(id: string): Promise<Reply<Grant>>;
  clearRecents(): Promise<Reply<undefined>>;
  /** The first call also delivers the grants that wait from the command line. Returns how to stop listening. */
  onGrants(listener: (grants: readonly Grant[]) => void): () => void;
  onCommand(listener: (command: HostCommand) => void): () => void;
  setTheme(theme: ThemeChoice): Promise<Reply<undefined>>;
  copyText(text: string): Promise<Reply<undefined>>;
  /** Shows the save dialog; the number names the save, `undefined` means cancelled. */
  beginSave(suggestedName: string): Promise<Reply<number | undefined>>;
  appendSave(save: number, piece: string | Uint8Array): Promise<Reply<undefined>>;
  /** Puts the finished file in its place, or with `keep` false removes what was written. */
  endSave(save: number, keep: boolean): Promise<Reply<undefined>>;
  setTitle(title: string): void;
}
