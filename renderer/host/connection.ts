import type { EngineApi } from '../../shared/engineApi.ts';
import type { Grant, HostApi } from '../../shared/hostApi.ts';
import type { ErrorData } from '../../shared/inspectError.ts';

/** A page's link to the outside: its shell, and the engines that answer its questions. */
export interface Connection {
  readonly host: HostApi;
  engineFor(kind: Grant['engine']): EngineApi;
  /** An engine was started again: what it had open must be opened again. One listener. */
  onReplaced(listener: (kind: Grant['engine']) => void): void;
  /** The host's engine is gone and will not come back to this page. One listener; told at once if it has happened. */
  onLost(listener: (error: ErrorData) => void): void;
}

/** A value that one listener waits for; what was announced before it came is kept. */
export interface Announcement<T> {
  announce(value: T): void;
  listen(listener: (value: T) => void): void;
}

/** Keeps announcements until somebody listens. */
export function createAnnouncement<T>(): Announcement<T> {
  let listener: ((value: T) => void) | undefined;
  let kept: T[] = [];
  return {
    announce(value) {
      if (listener === undefined) kept.push(value);
      else listener(value);
    },
    listen(next) {
      listener = next;
      for (const value of kept) next(value);
      kept = [];
    },
  };
}
