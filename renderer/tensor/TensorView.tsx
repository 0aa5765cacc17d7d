import { Grid2x2 } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import type { TensorEntry } from '../../shared/inspectDocument.ts';
import type { ReadyFile, ViewProps } from '../app/viewProps.ts';
import { NodeFooter, NodeHeader } from '../detail/NodeView.tsx';
import { useActions, useTreeState } from '../store/appContext.ts';
import { useQuestion } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useSize } from '../ui/useSize.ts';
import { FigureSections } from './FigureSections.tsx';
import { SliceSection } from './SliceSection.tsx';
import styles from './TensorView.module.css';
import { charactersOf, useTensorParts } from './useTensorParts.ts';
import { ValuesSection } from './ValuesSection.tsx';

const MARGIN = 24;
/** Sizes in pixels; the heatmap leaves room for its controls and for some lines of values. */
const PAGE = { bins: 96, histogram: 190, controls: 236, leastSlice: 180, values: 262 } as const;

/** One tensor over the whole width: the one that is selected in the tree. */
export function TensorView({ file }: ViewProps): ReactElement {
  const { selection } = useTreeState(file.id);
  const actions = useActions();
  const node = selection.active;
  const answer = useQuestion(node === undefined ? undefined : `${file.id}#${file.generation}#${node}`, () =>
    file.engine.describeNode({ file: file.id, node: node ?? 0 }),
  );
  if (answer.error && !answer.pending) {
    return <ErrorPanel error={answer.error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  const detail = answer.value;
  if (node !== undefined && detail === undefined) {
    return <p className={styles.missing}>{answer.waiting ? 'Waiting for storage…' : ''}</p>;
  }
  if (detail?.tensor !== undefined) return <TensorPage file={file} detail={detail} tensor={detail.tensor} />;
  return (
    <EmptyState
      icon={<Icon of={Grid2x2} size={32} />}
      title="No tensor is selected"
      text="Choose one in the tree; Enter or a double click opens it here."
      actions={<Button onClick={() => actions().showView(file.id, 'tree')}>Show the tree</Button>}
    />
  );
}

interface TensorPageProps {
  readonly file: ReadyFile;
  readonly detail: NodeDetail;
  readonly tensor: TensorEntry;
}

function TensorPage({ file, detail, tensor }: TensorPageProps): ReactElement {
  const parts = useTensorParts(file, detail, tensor);
  const main = useRef<HTMLDivElement>(null);
  const page = useRef<HTMLElement>(null);
  const [picked, setPicked] = useState<{ readonly index: readonly number[] }>();
  const size = useSize(main);
  const { node, values } = parts;
  const width = (size?.width ?? 0) - MARGIN;
  const height = Math.max(PAGE.leastSlice, (size?.height ?? 0) - PAGE.values - 140);
  const actions = useActions();
  useEffect(() => page.current?.focus({ preventScroll: true }), []);
  return (
    <article ref={page} tabIndex={-1} aria-label={`Tensor ${detail.name}`} className={styles.page}>
      <NodeHeader file={file} detail={detail} />
      <div className={styles.columns}>
        <div ref={main} className={styles.main}>
          {values.missing !== undefined && <p className={styles.missing}>{values.missing}</p>}
          {values.hasSlice && size !== undefined && (
            <SliceSection
              key={`slice-${node}`}
              file={file}
              node={node}
              values={values}
              figures={parts.figures}
              room={{ width: Math.max(PAGE.leastSlice, width - PAGE.controls), height }}
              width={Infinity}
              mode={parts.mode}
              onMode={parts.onMode}
              onPoint={parts.onPoint}
              lit={parts.lit}
              onPick={(index) => setPicked({ index })}
            />
          )}
          {values.missing === undefined && size !== undefined && (
            <ValuesSection
              key={`values-${node}`}
              file={file}
              node={node}
              values={values}
              characters={charactersOf(tensor.dtype)}
              width={width}
              height={PAGE.values}
              pointed={parts.pointed?.index}
              picked={picked}
            />
          )}
        </div>
        <aside className={styles.side} aria-label="Figures">
          <FigureSections parts={parts} shown="all" bins={PAGE.bins} height={PAGE.histogram} />
          <NodeFooter file={file} detail={detail} onGoTo={(other) => actions().goToNode(file.id, other)} />
        </aside>
      </div>
    </article>
  );
}
