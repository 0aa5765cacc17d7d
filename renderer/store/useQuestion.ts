import { useEffect, useRef, useState } from 'react';
import { toErrorData, type ErrorData } from '../../shared/inspectError.ts';

/** Milliseconds without an answer after which a view says that it waits for storage. */
export const PATIENCE_MS = 5000;

/** The latest answer to a keyed question. */
export interface Answer<T> {
  /** The newest answer. While another key is asked for, it is the answer to an earlier one; see `pending`. */
  readonly value: T | undefined;
  /** Why the latest settled key has no answer. */
  readonly error: ErrorData | undefined;
  /** Whether the present key is still unanswered. */
  readonly pending: boolean;
  /** Unanswered for {@link PATIENCE_MS}. */
  readonly waiting: boolean;
}

interface Settled<T> {
  readonly key: string | undefined;
  readonly value: T | undefined;
  readonly error: ErrorData | undefined;
}

/**
 * Asks whenever the key changes. The latest key wins: answers to earlier ones are dropped and their signal is aborted. The
 * old value stays until the new one comes, so that a view does not blink. No key, no question and no answer.
 */
export function useQuestion<T>(key: string | undefined, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [settled, setSettled] = useState<Settled<T>>({ key: undefined, value: undefined, error: undefined });
  const [lateKey, setLateKey] = useState<string>();
  const latestAsk = useRef(ask);
  useEffect(() => {
    latestAsk.current = ask;
  });
  useEffect(() => {
    if (key === undefined) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => setLateKey(key), PATIENCE_MS);
    const settle = (change: (before: Settled<T>) => Settled<T>): void => {
      clearTimeout(timer);
      if (!abort.signal.aborted) setSettled(change);
    };
    latestAsk.current(abort.signal).then(
      (value) => settle(() => ({ key, value, error: undefined })),
      (error: unknown) => settle((before) => ({ key, value: before.value, error: toErrorData(error) })),
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key]);
  if (key === undefined) return { value: undefined, error: undefined, pending: false, waiting: false };
  const pending = settled.key !== key;
  return { value: settled.value, error: settled.error, pending, waiting: pending && lateKey === key };
}
