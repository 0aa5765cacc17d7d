import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { CompareViewProps } from '../app/viewProps.ts';
import { useActions, useApp, useHost } from '../store/appContext.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { CompareBoard } from './CompareBoard.tsx';
import { CompareToolbar } from './CompareToolbar.tsx';
import styles from './CompareView.module.css';
import { ComparingPanel } from './ComparingPanel.tsx';
import { pairOf } from './pair.ts';
import { SameFiles } from './SameFiles.tsx';
import { saveComparison } from './saveComparison.ts';
import { useComparison } from './useComparison.ts';
import { treeKey, useComparisonTree } from './useComparisonTree.ts';
import { usePairCommands } from './usePairCommands.ts';
import { ValuesView } from './ValuesView.tsx';

/** Two checkpoints side by side: tensors, what optimizers keep, and every other value. */
export function CompareView({ comparison, left, right, pickers, onSwap, onAlign }: CompareViewProps): ReactElement {
  const { align } = comparison;
  const pair = useMemo(() => pairOf(left, right, align), [left, right, align]);
  const comparing = useComparison(pair);
  const overview = comparing.value;
  const tab = useApp((state) => state.compareTab);
  const [showsSame, setShowsSame] = useState(false);
  const isEmpty = overview?.same === true && !showsSame;
  const section = overview && tab !== 'values' && !isEmpty ? tab : undefined;
  const answer = useComparisonTree(pair, section);
  const isThere = section !== undefined && answer.value?.key === treeKey(pair, section);
  const actions = useActions();
  useEffect(() => {
    if (overview) actions().noteComparison({ comparison: pair.comparison, overview });
  }, [actions, pair, overview]);
  const host = useHost();
  const save = (): void => {
    saveComparison(host, pair).catch((error: unknown) => actions().setNotice(toErrorData(error)));
  };
  usePairCommands({ swap: onSwap, save });
  const toolbar = (
    <CompareToolbar pickers={pickers} overview={overview} tab={tab} onTab={(next) => actions().setCompareTab(next)} />
  );
  const subject = `${left.name} and ${right.name}`;
  const onMoment = (node: number): void => {
    const key = treeKey(pair, 'moments');
    const serial = (actions().trees.get(key)?.reveal?.serial ?? 0) + 1;
    actions().updateTree(key, { reveal: { node, serial } });
    actions().setCompareTab('moments');
  };
  if (overview === undefined || isEmpty) {
    return (
      <section aria-label="Comparison" className={styles.view}>
        {toolbar}
        {overview === undefined ? (
          <ComparingPanel comparing={comparing} subject={subject} />
        ) : (
          <SameFiles pair={pair} overview={overview} onShow={() => setShowsSame(true)} />
        )}
      </section>
    );
  }
  return (
    <section aria-label="Comparison" className={styles.view}>
      {tab === 'values' && <ValuesView pair={pair} overview={overview} toolbar={toolbar} onSave={save} />}
      {isThere && answer.value && (
        <CompareBoard
          key={answer.value.key}
          pair={pair}
          overview={overview}
          compared={answer.value}
          toolbar={toolbar}
          onAlign={onAlign}
          onSave={save}
          onMoment={onMoment}
        />
      )}
      {section !== undefined && !isThere && (
        <>
          {toolbar}
          {answer.error && (
            <ErrorPanel error={answer.error} subject={subject} onCopy={(text) => actions().copyText(text)} />
          )}
        </>
      )}
    </section>
  );
}
