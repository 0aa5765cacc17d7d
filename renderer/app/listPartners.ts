import type { FileId } from '../../shared/engineApi.ts';
import { listSidebarRows, type SidebarKnown } from './sidebarRows.ts';

/** A file that can be chosen for a side of a comparison. */
export interface Partner {
  readonly file: FileId;
  readonly label: string;
  /** The step, where it is known. */
  readonly detail: string | undefined;
}

export interface PartnerGroup {
  readonly title: string;
  readonly files: readonly Partner[];
}

/** What can stand on a side of a comparison, as the sidebar has it; files that are being written cannot, unless chosen already. */
export function listPartners(known: SidebarKnown, chosen: FileId | undefined): readonly PartnerGroup[] {
  const groups: { title: string; files: Partner[] }[] = [];
  for (const row of listSidebarRows(known)) {
    if (row.kind === 'folder') groups.push({ title: row.grant.name, files: [] });
    if (row.kind === 'heading') groups.push({ title: row.text, files: [] });
    if (row.kind !== 'file' || (row.writing && row.file !== chosen)) continue;
    groups.at(-1)?.files.push({ file: row.file, label: row.label, detail: row.note });
  }
  return groups.filter((group) => group.files.length > 0);
}
