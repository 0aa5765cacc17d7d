import { useState } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useHost } from '../store/appContext.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { copyPath, copyRows, copyValue, exportRows } from './copyRows.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';

/** What of a row goes to the clipboard: its name (or the selected rows as a table), its value, its path in Python. */
export type Copied = 'name' | 'value' | 'python';

/** Rows on their way out: to the clipboard or into a file. */
export interface Clipboard {
  /** What was copied last, in words; undefined once the selection has changed. */
  readonly said: string | undefined;
  /** Copies what is selected, or the value or path of one row: by itself the active one. */
  readonly copy: (what: Copied, node?: number) => void;
  readonly save: (syntax: 'csv' | 'json', what: 'tree' | 'selection') => void;
}

const COPIES: Readonly<Record<Copied, (file: ReadyFile, model: TreeModel, nodes: Uint32Array) => Promise<string>>> = {
  name: copyRows,
  value: (file, model, nodes) => copyValue(file, model, nodes[0] ?? 0),
  python: (file, _model, nodes) => copyPath(file, nodes[0] ?? 0),
};

const WORDS: Readonly<Record<Copied, string>> = {
  name: 'copied the name',
  value: 'copied the value',
  python: 'copied the path',
};

/** Copies and saves what is selected in a tree. Failures become the window's notice. */
export function useClipboard(file: ReadyFile, model: TreeModel, board: Board): Clipboard {
  const actions = useActions();
  const host = useHost();
  const { selection } = board;
  const [copied, setCopied] = useState({ selection, words: '' });
  const report = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => actions().setNotice(toErrorData(error)));
  };
  const copy = async (what: Copied, node = selection.active ?? selection.nodes[0]): Promise<void> => {
    if (node === undefined) return;
    const text = await COPIES[what](file, model, what === 'name' ? selection.nodes : Uint32Array.of(node));
    await host.copyText(text);
    const rows = selection.nodes.length;
    setCopied({
      selection,
      words: what === 'name' && rows > 1 ? `copied ${formatCount(rows)} rows` : WORDS[what],
    });
  };
  return {
    said: copied.selection === selection && copied.words !== '' ? copied.words : undefined,
    copy: (what, node) => report(copy(what, node)),
    save: (syntax, what) => report(exportRows(host, file, syntax, what === 'selection' ? selection.nodes : undefined)),
  };
}
