import { InspectError } from '../../shared/inspectError.ts';

/** The part of a browser's window that shows its save dialog; not every browser has it. */
export interface SavePicker {
  showSaveFilePicker(options: { readonly suggestedName: string }): Promise<DiskFile>;
}

/** The part of a file handle that a save needs. */
export interface DiskFile {
  createWritable(): Promise<DiskWriter>;
}

/** Writes beside the file, which `close` replaces and `abort` leaves as it was. */
export interface DiskWriter {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** The save dialog of a page's window; undefined where the browser has none. */
export function findSavePicker(page: object): SavePicker | undefined {
  return hasSavePicker(page) ? page : undefined;
}

function hasSavePicker(page: object): page is SavePicker {
  return 'showSaveFilePicker' in page && typeof page.showSaveFilePicker === 'function';
}

/**
 * Writes pieces to a file that the person chooses, each when the one before it is on the disk. Resolves to false when the person
 * cancelled; no piece is asked for then. Errors: `usage` with the browser's words where the file cannot be written.
 */
export async function saveToDisk(
  picker: SavePicker,
  suggestedName: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const file = await picker.showSaveFilePicker({ suggestedName }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') return undefined;
    return refuse(suggestedName, cause);
  });
  if (file === undefined) return false;
  const writer = await file.createWritable().catch((cause: unknown) => refuse(suggestedName, cause));
  try {
    for await (const piece of pieces) {
      await writer.write(new Uint8Array(piece)).catch((cause: unknown) => refuse(suggestedName, cause));
    }
    await writer.close().catch((cause: unknown) => refuse(suggestedName, cause));
  } catch (error) {
    // What failed is told; that the temporary file cannot be removed either would hide it.
    await writer.abort().catch(() => undefined);
    throw error;
  }
  return true;
}

function refuse(name: string, cause: unknown): never {
  throw new InspectError(
    {
      code: 'usage',
      message: `${name} could not be written.`,
      found: cause instanceof Error ? cause.message : String(cause),
      advice: 'Choose a folder that you may write to and that has room.',
    },
    { cause },
  );
}
