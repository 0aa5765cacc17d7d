import { useEffect, useRef, useState } from 'react';
import { toErrorData, type ErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { subjectOf } from './useFigures.ts';

/** Elements that are read together. */
const BLOCK = 1024;
/** Milliseconds that the lines rest before they are read. */
const REST_MS = 120;
/** Blocks that are kept: the rest is read again when it is scrolled to. */
const MAX_BLOCKS = 512;

export interface Elements {
  /** An element as text; undefined where it has not been read. */
  readonly textOf: (element: number) => string | undefined;
  /** Characters of the longest text so far. */
  readonly widest: number;
  readonly error: ErrorData | undefined;
}

interface Loaded {
  readonly subject: string;
  readonly blocks: ReadonlyMap<number, readonly string[]>;
  readonly widest: number;
  readonly error: ErrorData | undefined;
}

/** Elements of a tensor around those on screen, read block by block as they come into sight. */
export function useElements(
  file: ReadyFile,
  node: number,
  range: { readonly from: number; readonly to: number; readonly total: number },
): Elements {
  const subject = subjectOf(file, node);
  const [loaded, setLoaded] = useState<Loaded>();
  const present = loaded?.subject === subject ? loaded : undefined;
  const known = useRef(present);
  useEffect(() => {
    known.current = present;
  });
  const first = Math.floor(range.from / BLOCK);
  const last = Math.floor(Math.max(range.from, range.to - 1) / BLOCK);
  const { total } = range;
  useEffect(() => {
    let gone = false;
    const readBlock = async (block: number): Promise<void> => {
      const start = block * BLOCK;
      if (gone || start >= total || known.current?.blocks.has(block) === true) return;
      const texts = await file.engine.readElements({
        file: file.id,
        node,
        start,
        count: Math.min(BLOCK, total - start),
      });
      if (!gone) setLoaded((before) => keepBlock(before, subject, block, texts));
    };
    const timer = setTimeout(() => {
      const blocks = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      Promise.all(blocks.map(readBlock)).catch((error: unknown) => {
        if (!gone) setLoaded({ subject, blocks: new Map(), widest: 0, error: toErrorData(error) });
      });
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [file, node, subject, first, last, total]);
  return {
    textOf: (element) => present?.blocks.get(Math.floor(element / BLOCK))?.[element % BLOCK],
    widest: present?.widest ?? 0,
    error: present?.error,
  };
}

function keepBlock(before: Loaded | undefined, subject: string, block: number, texts: readonly string[]): Loaded {
  const blocks = new Map(before?.subject === subject ? before.blocks : undefined);
  blocks.delete(block);
  blocks.set(block, texts);
  // The map's order is that of arrival: the oldest go first.
  for (const oldest of blocks.keys()) {
    if (blocks.size <= MAX_BLOCKS) break;
    blocks.delete(oldest);
  }
  const known = before?.subject === subject ? before.widest : 0;
  const widest = texts.reduce((most, { length }) => Math.max(most, length), known);
  return { subject, blocks, widest, error: undefined };
}
