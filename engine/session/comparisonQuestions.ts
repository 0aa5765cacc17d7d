import type { ComparisonRef } from '../../shared/comparison.ts';
import type { CallContext, EngineApi, Progress } from '../../shared/engineApi.ts';
import { createPacer, type Pace } from '../pacer.ts';
import { createDiffDocumentInSteps } from '../report/diffDocument.ts';
import { paceSteps } from '../steps.ts';
import { arrangeTree } from '../tree/arrangeTree.ts';
import type { Comparisons } from './comparisons.ts';
import { listChangedValues } from './describeComparison.ts';
import { describeRow } from './describeRow.ts';
import { exportDocument } from './exportDocument.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import type { OpenFiles } from './openFiles.ts';
import { compareRowHistograms, readRowDifference } from './pairViews.ts';
import type { HeldComparison } from './runComparison.ts';

export type ComparisonQuestions = Pick<
  EngineApi,
  | 'compareFiles'
  | 'comparisonTree'
  | 'arrangeComparison'
  | 'describeMatch'
  | 'compareHistograms'
  | 'readDifferenceSlice'
  | 'comparedValues'
  | 'exportComparison'
>;

export interface ComparisonQuestionsParts {
  readonly files: OpenFiles<OpenCheckpoint>;
  readonly comparisons: Comparisons;
  readonly pace: Pace;
}

type Question<Answer> = (held: HeldComparison, signal: AbortSignal) => Answer | Promise<Answer>;

/** Questions about two open files. Closing either gives them up. */
export function createComparisonQuestions({ files, comparisons, pace }: ComparisonQuestionsParts): ComparisonQuestions {
  const ask = <Answer>(
    { left, right, align }: ComparisonRef,
    question: Question<Answer>,
    { signal, onProgress }: Asking = {},
  ): Promise<Answer> =>
    files.use(
      left,
      (ours, closing) =>
        files.use(
          right,
          async (theirs, ended) => {
            const pair = { left: ours, right: theirs, align };
            return question(await comparisons.get(pair, { signal: ended, onProgress }), ended);
          },
          closing,
        ),
      signal,
    );
  return {
    compareFiles: (ref, context) => ask(ref, ({ overview }) => overview, followed(context)),
    comparisonTree: ({ comparison, section }) => ask(comparison, ({ sections }) => sections[section].columns),
    arrangeComparison: ({ comparison, section, view }) =>
      ask(comparison, ({ sections }) => arrangeTree(sections[section].search, view)),
    describeMatch: ({ comparison, ...row }) => ask(comparison, (held, signal) => describeRow(held, row, signal)),
    compareHistograms: ({ comparison, ...asked }, context) =>
      ask(
        comparison,
        (held, signal) => compareRowHistograms(held, asked, { ...context, signal, pace }),
        followed(context),
      ),
    readDifferenceSlice: ({ comparison, ...asked }, context) =>
      ask(
        comparison,
        (held, signal) => readRowDifference(held, asked, { ...context, signal, pace }),
        followed(context),
      ),
    comparedValues: (ref) =>
      ask(ref, ({ comparison, align }, signal) => listChangedValues(comparison, align, createPacer(pace, signal))),
    exportComparison: (ref, context) =>
      ask(
        ref,
        async (held, signal) => {
          const { left, right, comparison, overview, align } = held;
          const pacer = createPacer(pace, signal);
          const options = {
            names: [left.overview.file.name, right.overview.file.name],
            isSelected: () => true,
            tolerance: 0,
            align,
            cost: overview.cost,
          } as const;
          const document = await paceSteps(createDiffDocumentInSteps(comparison, options), pacer);
          await exportDocument(
            document,
            { onPiece: context?.onUpdate ?? (() => {}), drained: context?.drained },
            pacer,
          );
          return { tensors: comparison.matches.length };
        },
        { signal: context?.signal },
      ),
  };
}

interface Asking {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The progress of comparing first, then of the question itself. */
function followed(context: CallContext<Progress> | undefined): Asking {
  return { signal: context?.signal, onProgress: context?.onUpdate };
}
