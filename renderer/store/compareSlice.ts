import type { FileId } from '../../shared/engineApi.ts';
import type { AppState } from './appState.ts';
import { OPEN_FILES, type CompareSlice, type ComparisonSubject } from './runState.ts';
import { countersOf, folderOf, listMembers, orderByTraining, previousOf } from './trainingOrder.ts';

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** Marks, and the comparisons that they and the views lead to. */
export function createCompareSlice(set: Set, get: () => AppState): CompareSlice {
  const show = (left: FileId | undefined, right: FileId | undefined): void =>
    get().show({ kind: 'comparison', left, right, align: false });
  const inOrder = (first: FileId, second: FileId): readonly [FileId, FileId] =>
    orderByTraining(get(), [first, second])[0] === first ? [first, second] : [second, first];
  /** The order by name stands until the counters inside are known. */
  const turnWhenKnown = async (left: FileId, right: FileId): Promise<void> => {
    const unknown = [left, right].filter((file) => Object.keys(countersOf(get(), file)).length === 0);
    await Promise.all(unknown.map((file) => get().readCounters(file)));
    const { subject } = get().place;
    const isStill = subject.kind === 'comparison' && subject.left === left && subject.right === right;
    if (isStill && inOrder(left, right)[0] !== left) get().changeComparison({ left: right, right: left });
  };

  return {
    marks: [],
    compared: undefined,
    noteComparison: (compared) => set(() => ({ compared })),
    compareTab: 'tensors',
    setCompareTab: (compareTab) => set(() => ({ compareTab })),
    toggleMark: (file) =>
      set(({ marks }) => ({
        marks: marks.includes(file) ? marks.filter((other) => other !== file) : [...marks, file],
      })),
    setMarks: (marks) => set(() => ({ marks })),
    compareFiles(first, second) {
      const [left, right] = inOrder(first, second);
      show(left, right);
      // They have served their purpose.
      if (get().marks.includes(first) && get().marks.includes(second)) get().setMarks([]);
      void turnWhenKnown(left, right);
    },
    compareFile(file) {
      const state = get();
      const latest = findComparison(state, file);
      if (latest !== undefined) {
        state.show(latest);
        return;
      }
      const folder = folderOf(state, file) ?? OPEN_FILES;
      show(previousOf(state, file, listMembers(state, folder)), file);
    },
    compareLast(folder) {
      const members = listMembers(get(), folder);
      show(members.at(-2)?.file, members.at(-1)?.file);
    },
    compareWith: (file) => show(undefined, file),
    compareGrants(grants, partner) {
      const files = grants.filter((grant) => grant.kind === 'file');
      const [first, second] = files;
      if (first === undefined || files.length > 2 || files.length < grants.length) {
        get().openGrants(grants);
        return;
      }
      get().holdGrants(files);
      get().compareFiles(first.file, second?.file ?? partner);
    },
    changeComparison: (change) =>
      set(({ place }) =>
        place.subject.kind === 'comparison' ? { place: { subject: { ...place.subject, ...change } } } : {},
      ),
    chooseSide(side, file) {
      const { subject } = get().place;
      if (subject.kind !== 'comparison' || subject[side] === file) return;
      const other = side === 'left' ? 'right' : 'left';
      const isSwap = subject[other] === file;
      get().show({ ...subject, [side]: file, ...(isSwap && { [other]: subject[side] }) });
    },
  };
}

/** The comparison of a file that was looked at last, if both of its sides are still there. */
function findComparison({ past, files }: AppState, file: FileId): ComparisonSubject | undefined {
  for (const { subject } of past.toReversed()) {
    if (subject.kind !== 'comparison' || subject.right !== file) continue;
    return subject.left !== undefined && files.has(subject.left) ? subject : undefined;
  }
  return undefined;
}
