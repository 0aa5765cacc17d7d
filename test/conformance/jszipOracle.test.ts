import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { readZip } from '../../engine/zip/zipArchive.ts';

/** JSZip writes what a person gets who packs a checkpoint again: no alignment, deflated or stored, with or without folders. */
describe('archives written by JSZip', () => {
  it.each(['STORE', 'DEFLATE'] as const)('are read entry by entry (%s)', async (compression) => {
    const records = new Map([
      ['archive/data.pkl', Uint8Array.of(0x80, 2, 0x4e, 0x2e)],
      ['archive/data/0', new Uint8Array(5000).fill(7)],
      ['archive/version', new TextEncoder().encode('3\n')],
    ]);
    const zip = new JSZip();
    for (const [name, bytes] of records) zip.file(name, bytes, { createFolders: false });
    const source = new MemorySource(await zip.generateAsync({ type: 'uint8array', compression }), 'packed.pt');
    const archive = await readZip(source);
    expect(archive.entries.length).toBe(records.size);
    for (const [name, bytes] of records) {
      const entry = archive.entries.find(name);
      if (entry === undefined) throw new Error(`no entry ${name}`);
      expect(await archive.read(entry, { maxBytes: 10_000 })).toEqual(bytes);
    }
  });
});
