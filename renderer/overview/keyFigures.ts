import type { FileOverview } from '../../shared/engineApi.ts';
import type { FormatName } from '../../shared/inspectDocument.ts';
import { formatBytes, formatExactBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';

/** One of the figures at the top: what it is, the figure, and what it means. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

const FORMATS: Readonly<Record<FormatName, string>> = {
  'torch-zip': 'torch zip',
  'torch-legacy': 'torch legacy stream',
  torchscript: 'TorchScript',
  pickle: 'bare pickle',
  safetensors: 'safetensors',
};

/** The figures of a file, those that it does not state left out. */
export function listKeyFigures(overview: FileOverview): readonly KeyFigure[] {
  const { counters, totals, file } = overview;
  return [
    ...(counters.epoch === undefined
      ? []
      : [{ label: 'Epoch', value: formatCount(counters.epoch), note: 'counted from 0' }]),
    ...(counters.globalStep === undefined
      ? []
      : [{ label: 'Global step', value: formatCount(counters.globalStep), note: 'optimizer steps' }]),
    {
      label: 'Tensors',
      value: formatCount(totals.tensors),
      note:
        totals.stateDictTensors > 0 && totals.stateDictTensors !== totals.tensors
          ? `${formatCount(totals.stateDictTensors)} in state_dict`
          : formatCounted(totals.storages, 'storage'),
    },
    elementsFigure(overview),
    { label: 'File', value: formatBytes(file.bytes), note: formatExactBytes(file.bytes) },
    writerFigure(overview),
  ];
}

function elementsFigure({ totals, parameters, dtypes }: FileOverview): KeyFigure {
  const isPart = totals.stateDictTensors > 0 && totals.stateDictTensors !== totals.tensors;
  const all = dtypes.reduce((sum, one) => sum + one.elements, 0);
  const value = formatCount(totals.stateDictElements > 0 ? totals.stateDictElements : all);
  if (parameters === undefined) {
    return { label: 'Elements', value, note: isPart ? 'in state_dict' : 'in all tensors' };
  }
  const { trainable, frozen, buffers, certain } = parameters;
  const parts = [
    `${formatCount(trainable)} trainable`,
    ...(frozen > 0 ? [`${formatCount(frozen)} frozen`] : []),
    ...(buffers > 0 ? [`${formatCount(buffers)} in buffers`] : []),
  ];
  return { label: 'Elements', value, note: `${certain ? '' : 'probably '}${parts.join(', ')}` };
}

function writerFigure({ format, container, counters }: FileOverview): KeyFigure {
  const name = FORMATS[format];
  const version = container.formatVersion ?? container.version;
  if (counters.lightning !== undefined) {
    const kind = version === undefined ? name : `${name}, format ${version}`;
    return { label: 'Written by', value: counters.lightning, note: `Lightning; ${kind}` };
  }
  return { label: 'Format', value: name, note: describeContainer(container) };
}

function describeContainer(container: FileOverview['container']): string {
  const facts = [
    container.version === undefined ? undefined : `version ${container.version}`,
    container.protocol === undefined ? undefined : `pickle protocol ${container.protocol}`,
    container.entries === undefined ? undefined : formatCounted(container.entries, 'entry', 'entries'),
    container.byteOrder === undefined ? undefined : `${container.byteOrder}-endian`,
    container.metadata === undefined
      ? undefined
      : formatCounted(Object.keys(container.metadata).length, 'metadata key'),
  ];
  return facts.filter(Boolean).slice(0, 2).join(', ');
}
