import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tensorName, writeManyTensors } from '../../bench/manyTensors.ts';
import { openFile } from '../../engine/formats/openFile.ts';
import { openFileSource, type FileSource } from '../../engine/node/fileSource.ts';

const COUNT = 1000;
let folder: string;
let source: FileSource;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-many-'));
  const path = join(folder, 'many.ckpt');
  await writeManyTensors(path, COUNT);
  source = await openFileSource(path);
});

afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

it('opens what the bench writes as a checkpoint that torch could have written', async () => {
  const opened = await openFile(source);
  expect(opened.findings).toEqual([]);
  expect(opened.format).toBe('torch-zip');
  expect(opened.container).toMatchObject({ entries: COUNT + 6, alignment: 64, byteOrder: 'little' });
  expect(opened.storages).toHaveLength(COUNT);
  expect(opened.storages.every(({ bytes, extent }) => bytes === 64 && extent?.bytes === 64)).toBe(true);
});

it('gives every tensor a name of its own', () => {
  const names = Array.from({ length: COUNT }, (_, index) => tensorName(index));
  expect(new Set(names).size).toBe(COUNT);
  expect(names[0]).toBe('model.stages.0.blocks.0.norm1.weight');
});
