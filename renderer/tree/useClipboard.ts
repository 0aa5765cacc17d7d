import { useState } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions, useHost } from '../store/appContext.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { copyRows, copyValue, exportRows } from './copyRows.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';

/** Rows on their way out: to the clipboard or into a file. */
export interface Clipboard {
  /** What was copied last, in words; undefined once the selection has changed. */
  readonly said: string | undefined;
  readonly copy: (what: 'name' | 'value') => void;
  readonly save: (syntax: 'csv' | 'json', what: 'tree' | 'selection') => void;
}

/** Copies and saves what is selected in a tree. Failures become the window's notice. */
export function useClipboard(file: ReadyFile, model: TreeModel, board: Board): Clipboard {
  const actions = useActions();
  const host = useHost();
  const { selection } = board;
  const [copied, setCopied] = useState({ selection, words: '' });
  const report = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => actions().setNotice(toErrorData(error)));
  };
  const copy = async (what: 'name' | 'value'): Promise<void> => {
    const active = selection.active ?? selection.nodes[0];
    if (active === undefined) return;
    const text = what === 'value' ? await copyValue(file, model, active) : await copyRows(file, model, selection.nodes);
    await host.copyText(text);
    const rows = selection.nodes.length;
    setCopied({
      selection,
      words: what === 'name' && rows > 1 ? `copied ${formatCount(rows)} rows` : `copied the ${what}`,
    });
  };
  return {
    said: copied.selection === selection && copied.words !== '' ? copied.words : undefined,
    copy: (what) => report(copy(what)),
    save: (syntax, what) => report(exportRows(host, file, syntax, what === 'selection' ? selection.nodes : undefined)),
  };
}
