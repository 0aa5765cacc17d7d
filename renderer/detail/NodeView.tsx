import type { ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { SaveButton } from '../tensor/SaveButton.tsx';
import { TensorSections } from '../tensor/TensorSections.tsx';
import { planValues } from '../tensor/tensorValues.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import { Chip } from '../ui/Chip.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { ContentsSection } from './ContentsSection.tsx';
import { DetailHeader } from './DetailHeader.tsx';
import { FactGrid } from './FactGrid.tsx';
import { FindingList } from './FindingList.tsx';
import { MomentsSection, OwnerSection } from './MomentsSection.tsx';
import { PartsSection } from './PartsSection.tsx';
import { Section } from './Section.tsx';
import { StorageSection } from './StorageSection.tsx';
import { listTensorFacts } from './tensorFacts.ts';
import { CallSection, PythonSection, ValueSection } from './ValueSections.tsx';
import styles from './NodeView.module.css';

export interface NodeViewProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  readonly detail: NodeDetail;
  readonly onGoTo: (node: number) => void;
}

/** One node in full: a tensor, a value, an object or a module. */
export function NodeView({ file, model, detail, onGoTo }: NodeViewProps): ReactElement {
  const { tensor } = detail;
  return (
    <div className={styles.node}>
      <NodeHeader file={file} detail={detail} />
      {tensor && <TensorSections file={file} detail={detail} tensor={tensor} />}
      {!tensor && detail.tensors > 0 && (
        <ContentsSection file={file} model={model} node={detail.node} onGoTo={onGoTo} />
      )}
      {detail.call && <CallSection call={detail.call} />}
      {detail.text !== undefined && detail.tensors === 0 && <ValueSection file={file} detail={detail} />}
      <NodeFooter file={file} detail={detail} onGoTo={onGoTo} />
    </div>
  );
}

/** What else is known about a node: its optimizer state, where it lies, how it is described, the way to it in Python. */
export function NodeFooter({ file, detail, onGoTo }: Omit<NodeViewProps, 'model'>): ReactElement {
  const { tensor } = detail;
  return (
    <>
      {detail.owner && <OwnerSection owner={detail.owner} detail={detail} onGoTo={onGoTo} />}
      {detail.moments.length > 0 && (
        <MomentsSection file={file} moments={detail.moments} detail={detail} onGoTo={onGoTo} />
      )}
      {tensor && !tensor.parts && <StorageSection detail={detail} tensor={tensor} onGoTo={onGoTo} />}
      {tensor?.parts && <PartsSection parts={tensor.parts} />}
      {tensor && (
        <Section title="Description">
          <FactGrid facts={listTensorFacts(detail, tensor)} look="bare" />
        </Section>
      )}
      {detail.findings.length > 0 && (
        <Section title="Findings">
          <FindingList findings={detail.findings} />
        </Section>
      )}
      {detail.pythonLine !== undefined && <PythonSection code={detail.pythonLine} />}
      {detail.pythonLine === undefined && detail.python !== undefined && (
        <PythonSection code={detail.python} format={file.overview.format} />
      )}
    </>
  );
}

export interface NodeHeaderProps {
  readonly file: ReadyFile;
  readonly detail: NodeDetail;
}

/** A node's name, and what can be done with it. */
export function NodeHeader({ file, detail }: NodeHeaderProps): ReactElement {
  const { tensor } = detail;
  const type = detail.type.replace(/^builtins\./u, '');
  const values = tensor && planValues(tensor);
  return (
    <DetailHeader
      name={detail.name}
      leaf={lastPart(detail)}
      chips={
        <>
          {tensor && (
            <>
              <Chip tone="code" title={tensor.dtype}>
                {shortenDtype(tensor.dtype)}
              </Chip>
              <Chip tone="code">{formatShape(tensor.shape)}</Chip>
              {detail.optimizer && detail.moments.length > 0 && (
                <Chip tone="code" title="Its key in the optimizer’s state">
                  parameter {escapeControls(detail.optimizer.key)}
                </Chip>
              )}
            </>
          )}
          {!tensor && <Chip tone="code">{detail.kind === 'module' ? 'module' : type}</Chip>}
          {detail.items !== undefined && detail.tensors === 0 && (
            <Chip tone="plain">{formatCounted(detail.items, 'item')}</Chip>
          )}
        </>
      }
      buttons={
        tensor &&
        values &&
        values.missing === undefined && (
          <SaveButton
            key={detail.node}
            file={file}
            tensor={{
              node: detail.node,
              name: detail.name,
              dtype: tensor.dtype,
              elements: values.elements,
              bytes: values.bytes,
            }}
          />
        )
      }
    />
  );
}

/** The last part of a name: the key, or what follows the last dot of a key that names a tensor. */
function lastPart({ name, tensor, kind }: NodeDetail): string {
  const dotted = tensor !== undefined || kind === 'module';
  if (dotted) return name.slice(name.lastIndexOf('.') + 1);
  return name;
}
