import { GitCompareArrows } from 'lucide-react';
import type { ReactElement } from 'react';
import { CompareView } from '../compare/CompareView.tsx';
import { useActions, useApp } from '../store/appContext.ts';
import type { FileRecord } from '../store/appState.ts';
import type { ComparisonSubject } from '../store/runState.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ComparePickers } from './ComparePickers.tsx';
import styles from './FileScreen.module.css';
import { OpeningState } from './OpeningState.tsx';
import { SourceBar } from './SourceBar.tsx';
import { PANEL_ID, SubjectTabs } from './SubjectTabs.tsx';

/** Two files: tabs, and their comparison or what stands in its place until both can be compared. */
export function CompareScreen({ subject }: { readonly subject: ComparisonSubject }): ReactElement {
  const left = useApp((state) => state.files.get(subject.left ?? ''));
  const right = useApp((state) => state.files.get(subject.right ?? ''));
  return (
    <>
      <SubjectTabs selected="compare" />
      <ChangedOnDisk side="A" record={left} />
      {right !== left && <ChangedOnDisk side="B" record={right} />}
      <div id={PANEL_ID} role="tabpanel" aria-labelledby="tab-compare" className={styles.panel}>
        <Comparison subject={subject} left={left} right={right} />
      </div>
    </>
  );
}

function ChangedOnDisk({ side, record }: { readonly side: string; readonly record: FileRecord | undefined }) {
  const actions = useActions();
  if (record?.status.state !== 'ready' || record.status.source.state === 'same') return undefined;
  const { file, name } = record.grant;
  return (
    <SourceBar name={`${side}, ${name},`} source={record.status.source} onReload={() => actions().reloadFile(file)} />
  );
}

interface ComparisonProps {
  readonly subject: ComparisonSubject;
  readonly left: FileRecord | undefined;
  readonly right: FileRecord | undefined;
}

function Comparison({ subject, left, right }: ComparisonProps): ReactElement {
  const actions = useActions();
  const swap = (): void => actions().changeComparison({ left: subject.right, right: subject.left });
  const pickers = <ComparePickers subject={subject} onSwap={swap} />;
  if (left?.status.state === 'ready' && right?.status.state === 'ready' && left.grant.engine === right.grant.engine) {
    const a = left.status.file;
    const b = right.status.file;
    return (
      <CompareView
        key={`${a.id} ${a.generation} ${b.id} ${b.generation}`}
        comparison={{ left: a.id, right: b.id, align: subject.align }}
        left={a}
        right={b}
        pickers={pickers}
        onSwap={swap}
        onAlign={(align) => actions().changeComparison({ align })}
      />
    );
  }
  return (
    <>
      <div className={styles.toolbar}>{pickers}</div>
      <NotComparable left={left} right={right} />
    </>
  );
}

/** Why there is no comparison yet, and what to do about it. */
function NotComparable({ left, right }: Omit<ComparisonProps, 'subject'>): ReactElement {
  const icon = <Icon of={GitCompareArrows} size={32} />;
  if (left === undefined || right === undefined) {
    const known = (left ?? right)?.grant.name;
    return (
      <EmptyState
        icon={icon}
        title={known === undefined ? 'Choose two checkpoints' : `What should ${known} be compared with?`}
        text="Choose the other one above, mark two in the sidebar with Space, or drop one here."
      />
    );
  }
  if (left.grant.engine !== right.grant.engine) {
    const [dropped, served] = left.grant.engine === 'page' ? [left, right] : [right, left];
    return (
      <EmptyState
        icon={icon}
        title="These two cannot be compared with each other"
        text={`${dropped.grant.name} was dropped into this page and is read by the browser; ${served.grant.name} is read where the server runs. Drop both, or open both from the server’s folder.`}
      />
    );
  }
  return (
    <>
      {left.status.state !== 'ready' && <OpeningState record={left} />}
      {right.status.state !== 'ready' && (left.status.state !== 'failed' || right === left) && (
        <OpeningState record={right} />
      )}
    </>
  );
}
