import { ArrowLeftRight } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { SeriesOverview, SeriesTree } from '../../shared/series.ts';
import { DetailFrame } from '../detail/DetailFrame.tsx';
import { DetailHeader } from '../detail/DetailHeader.tsx';
import { Section } from '../detail/Section.tsx';
import { readRow } from '../grid/rowFacts.ts';
import { nameOf, type TreeModel } from '../grid/treeModel.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { chooseAxis, nameComparing, placeOnAxis } from './checkpointLabels.ts';
import { figuresOf } from './matrixCell.ts';
import { NormChart } from './NormChart.tsx';
import { NormTable } from './NormTable.tsx';
import styles from './SeriesDetail.module.css';
import { SeriesFindings, type FindingTarget } from './SeriesFindings.tsx';

export interface SeriesDetailProps {
  readonly overview: SeriesOverview;
  readonly model: TreeModel;
  readonly tree: SeriesTree;
  /** The row that is described; undefined: none. */
  readonly node: number | undefined;
  readonly labels: readonly string[];
  readonly chosen: number;
  readonly onChoose: (checkpoint: number) => void;
  readonly onCompare: (checkpoint: number) => void;
  readonly onGoTo: (target: FindingTarget) => void;
}

/** The selected row over all checkpoints, what was found in the series, and the way to a comparison. */
export function SeriesDetail(props: SeriesDetailProps): ReactElement {
  const { overview, node, labels, chosen, onCompare } = props;
  return (
    <DetailFrame>
      {node !== undefined && node > 0 && <RowFigures {...props} node={node} />}
      <SeriesFindings overview={overview} onGoTo={props.onGoTo} />
      {overview.checkpoints.length > 1 && (
        <div className={styles.foot}>
          <Button
            className={styles.compare}
            icon={<Icon of={ArrowLeftRight} />}
            onClick={() => onCompare(Math.max(1, chosen))}
          >
            {nameComparing(labels, chosen)} <Kbd chord="Enter" />
          </Button>
        </div>
      )}
    </DetailFrame>
  );
}

function RowFigures(props: SeriesDetailProps & { readonly node: number }): ReactElement {
  const { overview, model, tree, node, labels, chosen, onChoose } = props;
  const { checkpoints } = overview;
  const [pointed, setPointed] = useState<number>();
  const axis = chooseAxis(checkpoints);
  const places = useMemo(
    () => checkpoints.map((checkpoint, position) => placeOnAxis(axis, checkpoint, position)),
    [axis, checkpoints],
  );
  const norms = useMemo(() => figuresOf(tree, tree.l2, node), [tree, node]);
  const unit = { epoch: 'epoch', step: 'step', order: 'file' }[axis];
  return (
    <>
      <RowHeader model={model} node={node} />
      <Section title={`L2 per ${unit}`}>
        <NormChart places={places} norms={norms} chosen={chosen} onPoint={setPointed} onChoose={onChoose} />
        <NormTable
          unit={unit.replace(/^./u, (letter) => letter.toUpperCase())}
          checkpoints={checkpoints}
          labels={labels}
          norms={norms}
          changes={figuresOf(tree, tree.relL2, node)}
          nan={figuresOf(tree, tree.nan, node)}
          chosen={chosen}
          pointed={pointed}
          onChoose={onChoose}
        />
      </Section>
    </>
  );
}

function RowHeader({ model, node }: { readonly model: TreeModel; readonly node: number }): ReactElement {
  const { figures } = readRow(model, node);
  return (
    <DetailHeader
      name={nameOf(model, node)}
      chips={
        <>
          {figures?.isTensor === true && (
            <>
              <Chip tone="code" title={figures.dtype}>
                {shortenDtype(figures.dtype ?? '')}
              </Chip>
              <Chip tone="code">{formatShape(figures.shape)}</Chip>
            </>
          )}
          {figures?.isTensor === false && <Chip tone="plain">{formatCounted(figures.tensors, 'tensor')}</Chip>}
        </>
      }
    />
  );
}
