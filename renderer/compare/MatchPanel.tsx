import type { ReactElement } from 'react';
import { useActions } from '../store/appContext.ts';
import { useQuestion } from '../store/useQuestion.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import styles from './MatchPanel.module.css';
import type { MatchContext } from './matchContext.ts';
import { MatchView } from './MatchView.tsx';
import { SelectedMatches } from './SelectedMatches.tsx';

export interface MatchPanelProps extends MatchContext {
  /** Selected nodes, ascending. */
  readonly nodes: Uint32Array;
}

/** What is known about the selected rows of a comparison. */
export function MatchPanel(props: MatchPanelProps): ReactElement | undefined {
  const { compared, nodes } = props;
  const [node] = nodes;
  if (node === undefined) return <p className={styles.nothing}>Select a row to see what is known about it.</p>;
  if (nodes.length > 1) return <SelectedMatches compared={compared} nodes={nodes} />;
  return <DescribedMatch {...props} node={node} />;
}

function DescribedMatch(props: MatchContext & { readonly node: number }): ReactElement | undefined {
  const { pair, compared, node } = props;
  const actions = useActions();
  const { section } = compared;
  const answer = useQuestion(`${pair.key}|${section}|${node}`, () =>
    pair.engine.describeMatch({ comparison: pair.comparison, section, node }),
  );
  if (answer.error && !answer.pending) {
    return <ErrorPanel error={answer.error} subject={pair.right.name} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!answer.value) return answer.waiting ? <p className={styles.nothing}>Waiting for storage…</p> : undefined;
  return <MatchView {...props} match={answer.value} />;
}
