import type { FileId, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { linkSignals, orGiveUp } from './giveUp.ts';

/**
 * Files that one session may hold open. Each keeps a descriptor and the tree of its checkpoint; a window shows a few, so
 * more is a client that forgets to close.
 */
export const MAX_OPEN_FILES = 64;

/** How a file is opened and given up again. */
export interface FileOpener<Opened> {
  open(file: FileId, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Opened>;
  release(opened: Opened): Promise<void>;
}

interface Entry<Opened> {
  readonly opened: Promise<Opened>;
  /** Aborted when the file is closed, or when nobody waits for it to open. */
  readonly controller: AbortController;
  readonly listeners: Set<(progress: Progress) => void>;
  waiting: number;
  isOpen: boolean;
}

/** The open files of a session, and the questions that run over them. */
export class OpenFiles<Opened> {
  readonly #opener: FileOpener<Opened>;
  readonly #entries = new Map<FileId, Entry<Opened>>();

  constructor(opener: FileOpener<Opened>) {
    this.#opener = opener;
  }

  /**
   * Opens a file, or joins whoever opens it or has it open. A cancel stops the opening only when nobody else waits for it.
   *
   * @throws InspectError `engine/busy` beyond {@link MAX_OPEN_FILES}, and what the opener throws.
   */
  async open(
    file: FileId,
    context: { readonly signal?: AbortSignal; readonly onUpdate?: (progress: Progress) => void } = {},
  ): Promise<Opened> {
    const entry = this.#entries.get(file) ?? this.#start(file);
    entry.waiting++;
    if (context.onUpdate) entry.listeners.add(context.onUpdate);
    try {
      return await orGiveUp(entry.opened, [context.signal, entry.controller.signal]);
    } finally {
      entry.waiting--;
      if (context.onUpdate) entry.listeners.delete(context.onUpdate);
      // Nobody waits for what comes of it: an error in giving it up concerns nobody either.
      if (entry.waiting === 0 && !entry.isOpen) this.#drop(file, entry).catch(() => undefined);
    }
  }

  /**
   * Runs a question over an open file. It is given up when the file is closed or its own signal is aborted.
   *
   * @throws InspectError `engine/closed` for a file that is not open.
   */
  async use<Answer>(
    file: FileId,
    question: (opened: Opened, signal: AbortSignal) => Answer | Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const entry = this.#entries.get(file);
    if (!entry) throw closedError();
    const signals = [signal, entry.controller.signal];
    const link = linkSignals(signals);
    try {
      const opened = await orGiveUp(entry.opened, signals);
      return await orGiveUp(Promise.resolve(question(opened, link.signal)), signals);
    } finally {
      link.release();
    }
  }

  /** Resolves when no file is being opened: what nobody waits for goes after it. */
  async whenOpened(): Promise<void> {
    for (let pending = this.#listPending(); pending.length > 0; pending = this.#listPending()) {
      await Promise.allSettled(pending.map(({ opened, controller }) => orGiveUp(opened, [controller.signal])));
    }
  }

  /** Gives up a file and every question over it. */
  async close(file: FileId): Promise<void> {
    const entry = this.#entries.get(file);
    if (!entry) return;
    await this.#drop(file, entry);
  }

  #listPending(): readonly Entry<Opened>[] {
    return [...this.#entries.values()].filter(({ isOpen }) => !isOpen);
  }

  #start(file: FileId): Entry<Opened> {
    if (this.#entries.size >= MAX_OPEN_FILES) throw busyError();
    const controller = new AbortController();
    const listeners = new Set<(progress: Progress) => void>();
    const onProgress = (progress: Progress): void => listeners.forEach((listener) => listener(progress));
    const opened = this.#opener.open(file, controller.signal, onProgress);
    const entry: Entry<Opened> = { opened, controller, listeners, waiting: 0, isOpen: false };
    this.#entries.set(file, entry);
    opened.then(
      () => {
        entry.isOpen = true;
      },
      () => this.#forget(file, entry),
    );
    return entry;
  }

  #forget(file: FileId, entry: Entry<Opened>): void {
    if (this.#entries.get(file) === entry) this.#entries.delete(file);
  }

  async #drop(file: FileId, entry: Entry<Opened>): Promise<void> {
    if (this.#entries.get(file) !== entry) return;
    this.#forget(file, entry);
    entry.controller.abort(closedError());
    const opened = await entry.opened.catch(() => undefined);
    if (opened !== undefined) await this.#opener.release(opened);
  }
}

function busyError(): InspectError {
  return new InspectError({
    code: 'engine/busy',
    message: 'Too many files are open at once. Close one first.',
    expected: `at most ${MAX_OPEN_FILES} open files`,
  });
}

function closedError(): InspectError {
  return new InspectError({
    code: 'engine/closed',
    message: 'The file is not open any more.',
    advice: 'Open it again.',
  });
}
