import type { Finding } from '../../shared/finding.ts';
import type { ContainerFacts, FormatName } from '../../shared/inspectDocument.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { FindingList } from '../findingList.ts';
import type { EntryReader, OpenedFile } from '../formats/openedFile.ts';
import type { PyValue } from '../values/pyValue.ts';
import { checkStorages } from './checkStorages.ts';
import { checkTensor } from './checkTensor.ts';
import { locateProblems } from './locateProblems.ts';
import type { TorchPickles } from './readTorchPickle.ts';

/** What a container's reader has found out, before its tensors are checked against their storages. */
export interface TorchFileParts {
  readonly source: ByteSource;
  readonly format: FormatName;
  readonly container: ContainerFacts;
  readonly root: PyValue;
  readonly pickles: readonly TorchPickles[];
  /** Of the container and its pickles. */
  readonly findings: readonly Finding[];
  readonly overhead: OpenedFile['overhead'];
  readonly entries?: EntryReader;
}

/** Checks storages and tensors, and gives every problem the path of what it is about. */
export function finishTorchFile(parts: TorchFileParts): OpenedFile {
  const { source, format, container, root, overhead, entries } = parts;
  const findings = new FindingList();
  for (const finding of parts.findings) findings.add(finding);
  const storages = parts.pickles.flatMap((pickles) => pickles.table.storages);
  for (const [index, storage] of storages.entries()) storage.index = index;
  const problems = parts.pickles.map((pickles) => pickles.problems);
  for (const pickles of parts.pickles) checkStorages(pickles.table.storages, pickles.problems);
  for (const { described, problems: list } of parts.pickles) {
    for (const value of described) if (value.kind === 'tensor') checkTensor(value, list);
  }
  for (const finding of locateProblems(
    root,
    problems.flatMap((list) => list.problems),
  ))
    findings.add(finding);
  const tensors = parts.pickles.flatMap(({ described }) => [...described]);
  const found = { source, format, container, root, storages, tensors, findings: findings.toArray(), overhead };
  return { ...found, ...(entries && { entries }) };
}
