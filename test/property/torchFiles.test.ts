import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import { analyzeCheckpoint } from '../../engine/checkpoint/analyzeCheckpoint.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import { createInspectDocument } from '../../engine/report/inspectDocument.ts';
import { outlineValues } from '../../engine/report/outlineValues.ts';
import { writeDocument } from '../../engine/report/writeDocument.ts';
import { InspectError } from '../../shared/inspectError.ts';

const FOLDER = new URL('../fixtures/conformance/generated/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.pt'));
const CONTENTS = FILES.map((name) => new Uint8Array(readFileSync(new URL(name, FOLDER))));

/** Inspects bytes to the end: the characters of the document and of the outline, or the code of the error. */
async function inspect(bytes: Uint8Array): Promise<number | string> {
  try {
    const opened = await openFile(new MemorySource(bytes, 'damaged.pt'));
    const cost = { bytesRead: 0, reads: 0, ms: 0 };
    const document = createInspectDocument(opened, analyzeCheckpoint(opened), {
      name: 'damaged.pt',
      cost,
      values: true,
    });
    let characters = 0;
    writeDocument(document, (piece) => (characters += piece.length));
    outlineValues(opened.root, (line) => (characters += line.length));
    return characters;
  } catch (error) {
    if (error instanceof InspectError) return error.code;
    throw error;
  }
}

const anyFile = fc.constantFrom(...CONTENTS);

describe('a damaged checkpoint', () => {
  it('gives a document or an InspectError, whichever bytes are changed', { timeout: 120_000 }, async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyFile, changes, async (content, edits) => {
        const bytes = content.slice();
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        expect(['number', 'string']).toContain(typeof (await inspect(bytes)));
      }),
      { numRuns: 600 },
    );
  });

  it('gives a document or an InspectError, wherever it is cut', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.nat(), async (content, length) => {
        expect(['number', 'string']).toContain(typeof (await inspect(content.slice(0, length % content.length))));
      }),
      { numRuns: 300 },
    );
  });

  it('does not grow: a document stays within a bound that follows the file', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.nat(), fc.nat(255), async (content, at, value) => {
        const bytes = content.slice();
        bytes[at % bytes.length] = value;
        const answer = await inspect(bytes);
        if (typeof answer === 'number') expect(answer).toBeLessThan(200_000 + 60 * bytes.length);
      }),
      { numRuns: 300 },
    );
  });
});
