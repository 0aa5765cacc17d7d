import { describe, expect, it } from 'vitest';
import type { FileOverview } from '../../shared/engineApi.ts';
import { listKeyFigures } from './keyFigures.ts';

const LIGHTNING: FileOverview = {
  file: { name: 'epoch=39-step=9680.ckpt', bytes: 1638333 },
  format: 'torch-zip',
  container: { formatVersion: '1', version: '3', protocol: 2 },
  counters: { epoch: 39, globalStep: 9680, lightning: '2.6.6' },
  counterChecks: [],
  topLevel: [],
  totals: { tensors: 2970, storages: 2970, stateDictTensors: 797, stateDictElements: 98537, storageBytes: 1 },
  parameters: { trainable: 98321, frozen: 0, buffers: 216, certain: false },
  bytesByKind: [],
  dtypes: [{ dtype: 'float32', tensors: 797, elements: 98537, bytes: 394148 }],
  sharing: { distinct: 2970, shared: 0, oversized: 0 },
  treemap: { label: 'file', bytes: 0, category: 'container' },
  findings: [],
  cost: { bytesRead: 1, reads: 1, ms: 1 },
};

const { parameters: _parameters, ...WITHOUT_ROLES } = LIGHTNING;
const SAFETENSORS: FileOverview = {
  ...WITHOUT_ROLES,
  format: 'safetensors',
  container: { metadata: { format: 'pt' } },
  counters: {},
  totals: { tensors: 14, storages: 14, stateDictTensors: 14, stateDictElements: 37, storageBytes: 1 },
};

function figures(overview: FileOverview): readonly string[] {
  return listKeyFigures(overview).map(({ label, value, note }) =>
    `${label} ${value} (${note})`.replaceAll('\u202F', ' '),
  );
}

describe('listKeyFigures', () => {
  it('shows counters, totals and writer of a Lightning checkpoint, and says what is only probable', () => {
    expect(figures(LIGHTNING)).toEqual([
      'Epoch 39 (counted from 0)',
      'Global step 9 680 (optimizer steps)',
      'Tensors 2 970 (797 in state_dict)',
      'Elements 98 537 (probably 98 321 trainable, 216 in buffers)',
      'File 1.56 MiB (1 638 333 bytes)',
      'Written by 2.6.6 (Lightning; torch zip, format 1)',
    ]);
  });

  it('leaves out what a file does not state', () => {
    expect(figures(SAFETENSORS).map((figure) => figure.split(' (')[0])).toEqual([
      'Tensors 14',
      'Elements 37',
      'File 1.56 MiB',
      'Format safetensors',
    ]);
  });

  it('speaks of all tensors where the whole file is one state dict', () => {
    expect(figures(SAFETENSORS)[1]).toBe('Elements 37 (in all tensors)');
    expect(figures(SAFETENSORS)[3]).toBe('Format safetensors (1 metadata key)');
  });
});
