import type { ByteSource } from '../bytes/byteSource.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { LIMITS } from '../limits.ts';
import type { PyObject, PyValue } from '../values/pyValue.ts';
import { finishTorchFile } from './finishTorchFile.ts';
import { createTorchPickles } from './readTorchPickle.ts';
import { readPickleAndFacts } from './torchZip.ts';
import { surveyEntries } from './surveyEntries.ts';
import { zipOverhead } from './zipOverhead.ts';
import { createEntryReader, locateStorage, requireRecord, type ZipRecords } from './zipRecords.ts';

/** Folders of a TorchScript archive that hold storages: of `data.pkl`, and of the constants in the code. */
const MODULE_STORAGES = 'data/';
const CONSTANT_STORAGES = 'constants/';

/**
 * Opens a TorchScript archive: the module tree of `data.pkl`, whose attributes are what `state_dict()` names, and the
 * constants of the code where there are any, set on the root as the item `constants.pkl`.
 */
export async function openTorchScript(
  source: ByteSource,
  records: ZipRecords,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  const entry = requireRecord(records, 'data.pkl');
  const { pickle, facts } = await readPickleAndFacts(records, entry, signal);
  const modules = createTorchPickles({ locate: (key) => locateStorage(records, MODULE_STORAGES, key) });
  const result = modules.run(pickle, { entry: entry.name });

  const constantsEntry = requireRecord(records, 'constants.pkl');
  const constantBytes = await records.archive.read(constantsEntry, { maxBytes: LIMITS.pickleBytes }, signal);
  // Keys of the constants count up on their own: the same key means another record than in data.pkl.
  const constants = createTorchPickles({ locate: (key) => locateStorage(records, CONSTANT_STORAGES, key) });
  const constantsResult = constants.run(constantBytes, { entry: constantsEntry.name });

  return finishTorchFile({
    source,
    format: 'torchscript',
    container: { ...facts, protocol: result.protocol },
    root: withConstants(result.root, constantsResult.root),
    pickles: [modules, constants],
    findings: [
      ...records.archive.findings,
      ...result.findings,
      ...constantsResult.findings,
      ...surveyEntries(
        records,
        [
          { name: MODULE_STORAGES, table: modules.table },
          { name: CONSTANT_STORAGES, table: constants.table },
        ],
        isKnown,
      ),
    ],
    overhead: zipOverhead(records, [MODULE_STORAGES, CONSTANT_STORAGES], [entry, constantsEntry]),
    entries: createEntryReader(records),
  });
}

/** An archive may hold code, debug information, traced inputs and files of the writer's own: none of them is odd. */
function isKnown(): boolean {
  return true;
}

function withConstants(root: PyValue, constants: PyValue): PyValue {
  const isEmpty = typeof constants === 'object' && constants?.kind === 'tuple' && constants.items.length === 0;
  if (isEmpty || typeof root !== 'object' || root?.kind !== 'object') return root;
  const module: PyObject = { ...root, keys: ['constants.pkl'], values: [constants] };
  return module;
}
