import { useRef, useState, type ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import type { TensorEntry } from '../../shared/inspectDocument.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useSize } from '../ui/useSize.ts';
import { FigureSections } from './FigureSections.tsx';
import { SliceSection } from './SliceSection.tsx';
import styles from './TensorSections.module.css';
import { charactersOf, useTensorParts } from './useTensorParts.ts';
import { ValuesSection } from './ValuesSection.tsx';

/** Pixels beside a section's content. */
const MARGIN = 24;
const PANEL = { bins: 48, histogram: 122, slice: 150, values: 142, width: 352 } as const;

export interface TensorSectionsProps {
  readonly file: ReadyFile;
  readonly detail: NodeDetail;
  readonly tensor: TensorEntry;
}

/** A tensor's numbers in the detail panel: statistics, histogram, slice, values. */
export function TensorSections({ file, detail, tensor }: TensorSectionsProps): ReactElement {
  const parts = useTensorParts(file, detail, tensor);
  const frame = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<{ readonly index: readonly number[] }>();
  const width = (useSize(frame)?.width ?? PANEL.width + MARGIN) - MARGIN;
  const { node, values } = parts;
  return (
    <div ref={frame}>
      {values.missing !== undefined && <p className={styles.missing}>{values.missing}</p>}
      <FigureSections parts={parts} shown="usual" bins={PANEL.bins} height={PANEL.histogram} />
      {values.hasSlice && (
        <SliceSection
          key={`slice-${node}`}
          file={file}
          node={node}
          values={values}
          figures={parts.figures}
          room={roomOf(values.shape, width)}
          width={width}
          mode={parts.mode}
          onMode={parts.onMode}
          onPoint={parts.onPoint}
          lit={parts.lit}
          onPick={(index) => setPicked({ index })}
        />
      )}
      {values.missing === undefined && (
        <ValuesSection
          key={`values-${node}`}
          file={file}
          node={node}
          values={values}
          characters={charactersOf(tensor.dtype)}
          width={width}
          height={PANEL.values}
          pointed={parts.pointed?.index}
          picked={picked}
        />
      )}
    </div>
  );
}

/** A wide slice takes the panel's width, any other stands beside its controls. */
function roomOf(shape: readonly number[], width: number): { readonly width: number; readonly height: number } {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  return columns > rows * 2 ? { width, height: PANEL.slice } : { width: PANEL.slice, height: PANEL.slice };
}
