import type { FoundNode } from '../../shared/engineApi.ts';
import { listSidebarRows, type SidebarFile, type SidebarKnown } from '../app/sidebarRows.ts';
import type { AppState, Command } from '../store/appState.ts';
import { fileOfSubject } from '../store/tabs.ts';
import { matchText } from './matchText.ts';

export type PaletteIcon = 'tensor' | 'value' | 'file' | 'command';

export interface PaletteItem {
  readonly id: string;
  readonly icon: PaletteIcon;
  readonly title: string;
  /** Character ranges of the title that matched: start, end, … */
  readonly ranges: readonly number[];
  readonly detail?: string;
  readonly chord?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

export interface PaletteQuery {
  /** As typed: `>` narrows to commands, `:` to epochs. */
  readonly text: string;
  readonly found: readonly FoundNode[];
  readonly commands: readonly Command[];
  readonly known: SidebarKnown;
  readonly state: AppState;
}

/** Files in the list at most. */
const MAX_FILES = 6;

/** What the palette offers for a query, best group first. */
export function listPaletteGroups(query: PaletteQuery): readonly PaletteGroup[] {
  const trimmed = query.text.trim();
  const only = trimmed.startsWith('>') ? 'commands' : trimmed.startsWith(':') ? 'epochs' : undefined;
  const words = only === undefined ? trimmed : trimmed.slice(1).trim();
  const groups: PaletteGroup[] = [];
  if (only === undefined) groups.push(...listFound(query));
  if (only !== 'commands') groups.push({ title: 'Files', items: listFiles(query, words, only === 'epochs') });
  if (only !== 'epochs') groups.push({ title: 'Commands', items: listMatchingCommands(query.commands, words) });
  return groups.filter((group) => group.items.length > 0);
}

function listFound({ found, state }: PaletteQuery): readonly PaletteGroup[] {
  const file = fileOfSubject(state, state.place.subject);
  if (file === undefined) return [];
  const toItem = (node: FoundNode): PaletteItem => ({
    id: `go-node-${node.node}`,
    icon: isTensor(node) ? 'tensor' : 'value',
    title: node.name,
    ranges: node.ranges,
    detail: node.detail,
    run: () => state.goToNode(file, node.node),
  });
  return [
    { title: 'Tensors', items: found.filter(isTensor).map(toItem) },
    { title: 'Modules and values', items: found.filter((node) => !isTensor(node)).map(toItem) },
  ];
}

function isTensor(node: FoundNode): boolean {
  return node.kind === 'tensor' || node.kind === 'ndarray';
}

function listFiles({ known, state }: PaletteQuery, words: string, byEpoch: boolean): readonly PaletteItem[] {
  if (words === '' && !byEpoch) return [];
  const items: PaletteItem[] = [];
  for (const row of listSidebarRows(known)) {
    if (items.length === MAX_FILES) break;
    if (row.kind !== 'file') continue;
    const ranges = matchFile(row, words, byEpoch);
    if (ranges === undefined) continue;
    items.push({
      id: `go-file-${row.file}`,
      icon: 'file',
      title: row.name,
      ranges,
      ...(row.short !== undefined && { detail: `epoch ${row.short}` }),
      run: () => {
        if (row.entry !== undefined && row.folder !== undefined) state.openEntry(row.folder, row.entry);
        else state.show({ kind: 'file', file: row.file });
      },
    });
  }
  return items;
}

function matchFile(row: SidebarFile, words: string, byEpoch: boolean): readonly number[] | undefined {
  if (!byEpoch) return matchText(row.name, words);
  return row.short?.startsWith(words) === true ? [] : undefined;
}

function listMatchingCommands(commands: readonly Command[], words: string): readonly PaletteItem[] {
  return commands.flatMap(({ id, title, chord, run }) => {
    const ranges = matchText(title, words);
    if (ranges === undefined) return [];
    return [{ id: `run-${id}`, icon: 'command', title, ranges, run, ...(chord !== undefined && { chord }) } as const];
  });
}
