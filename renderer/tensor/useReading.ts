import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '../../shared/engineApi.ts';
import { toErrorData, type ErrorData } from '../../shared/inspectError.ts';

/** Milliseconds that a selection rests before values are read: arrows move through rows without reading each of them. */
const REST_MS = 150;

/** Bytes that are read without being asked for. */
const UNASKED_BYTES = 512 * 2 ** 20;

/** What a reading is told while it runs. */
export interface ReadingContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** An answer that takes reading of a tensor's values. */
export interface Reading<T> {
  /** `offered`: so much to read that it waits for `start`. */
  readonly state: 'none' | 'offered' | 'reading' | 'done' | 'failed';
  /** The newest answer about the same subject. */
  readonly value: T | undefined;
  readonly error: ErrorData | undefined;
  readonly progress: Progress | undefined;
  /** Reads what was offered, or once more what failed or was cancelled. */
  readonly start: () => void;
  readonly cancel: () => void;
}

export interface ReadingParams<T> {
  /** What the values are about; an answer about another subject is not shown. Undefined: nothing is read. */
  readonly subject: string | undefined;
  /** Whatever else the answer depends on. */
  readonly detail?: string;
  /** Bytes that have to be read. */
  readonly bytes: number;
  readonly read: (context: ReadingContext) => Promise<T>;
}

interface Settled<T> {
  readonly subject: string;
  readonly key: string;
  readonly value: T | undefined;
  readonly error: ErrorData | undefined;
}

/**
 * Reads whenever subject or detail change, once they have rested; what is under way for an earlier one is cancelled. The old
 * answer about the same subject stays until the new one comes.
 */
export function useReading<T>({ subject, detail = '', bytes, read }: ReadingParams<T>): Reading<T> {
  const [settled, setSettled] = useState<Settled<T>>();
  const [progress, setProgress] = useState<{ readonly key: string; readonly progress: Progress }>();
  const [asked, setAsked] = useState<{ readonly subject: string; readonly times: number }>();
  const latest = useRef(read);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => {
    latest.current = read;
  });
  const times = asked?.subject === subject ? (asked?.times ?? 0) : 0;
  const key = `${subject}#${detail}#${times}`;
  const isOffered = subject !== undefined && bytes > UNASKED_BYTES && times === 0;
  useEffect(() => {
    if (subject === undefined || isOffered) return undefined;
    const controller = new AbortController();
    abort.current = controller;
    let gone = false;
    const settle = (change: (kept: T | undefined) => Settled<T>): void => {
      if (!gone) setSettled((before) => change(before?.subject === subject ? before.value : undefined));
    };
    const timer = setTimeout(() => {
      const onProgress = (news: Progress): void => {
        if (!gone) setProgress({ key, progress: news });
      };
      latest.current({ signal: controller.signal, onProgress }).then(
        (value) => settle(() => ({ subject, key, value, error: undefined })),
        (error: unknown) => settle((value) => ({ subject, key, value, error: toErrorData(error) })),
      );
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      controller.abort();
    };
  }, [subject, key, isOffered]);
  const start = useCallback(() => {
    if (subject !== undefined) setAsked({ subject, times: times + 1 });
  }, [subject, times]);
  const cancel = useCallback(() => abort.current?.abort(), []);
  const isSettled = settled?.key === key;
  return {
    state: stateOf(subject, isOffered, isSettled ? settled : undefined),
    value: settled?.subject === subject ? settled?.value : undefined,
    error: isSettled ? settled.error : undefined,
    progress: progress?.key === key ? progress.progress : undefined,
    start,
    cancel,
  };
}

function stateOf(
  subject: string | undefined,
  isOffered: boolean,
  settled: Settled<unknown> | undefined,
): Reading<unknown>['state'] {
  if (subject === undefined) return 'none';
  if (isOffered) return 'offered';
  if (settled === undefined) return 'reading';
  return settled.error === undefined ? 'done' : 'failed';
}
