import type { HostApi } from '../../shared/hostApi.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { streamPieces } from '../tree/streamPieces.ts';

/** Offers a tensor as a `.npy` file. Rejects with `usage` for element types that numpy does not have. */
export async function saveTensor(host: HostApi, file: ReadyFile, node: number, name: string): Promise<boolean> {
  const pieces = streamPieces<Uint8Array>((onUpdate) =>
    file.engine.exportTensor({ file: file.id, node }, { onUpdate }),
  );
  return host.saveBytes(`${fileNameOf(name)}.npy`, pieces);
}

/** A tensor's name as part of a file name: path separators and what Windows forbids become `_`. */
export function fileNameOf(name: string): string {
  const kept = Array.from(name, (character) => (character < ' ' || '<>:"/\\|?*'.includes(character) ? '_' : character));
  return kept.slice(-MAX_NAME).join('').replace(/^\.+/, '') || 'tensor';
}

/** Characters; file systems take 255 bytes. */
const MAX_NAME = 120;
