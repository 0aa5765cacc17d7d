import { useMemo, type ReactElement } from 'react';
import type { TensorSlice } from '../../shared/tensorView.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { Section } from '../detail/Section.tsx';
import { centredLimits, type Limits } from '../ui/colorMap.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatFigure } from '../ui/format/formatFigure.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { AxisControls } from './AxisControls.tsx';
import { ColorBar } from './ColorBar.tsx';
import { ReadingState } from './ReadingState.tsx';
import { Readout } from './Readout.tsx';
import type { ShownSlice } from './shownSlice.ts';
import { SlicePicture } from './SlicePicture.tsx';
import { firstPlane, formatPlane, indexInTensor } from './slicePlane.ts';
import styles from './SliceSection.module.css';
import { SliceStrip } from './SliceStrip.tsx';
import { layOutStrip } from './stripLayout.ts';
import type { TensorFigures } from './tensorFigures.ts';
import type { TensorValues } from './tensorValues.ts';
import { subjectOf } from './useFigures.ts';
import { describeCell, useSlicePicture, type CellWords, type PointedElement } from './useSlicePicture.ts';
import { countInRange, type ValueRange } from './valueRange.ts';
import { ZoomControls } from './ZoomControls.tsx';

/** How values become colours. */
export type ColorMode = 'centred' | 'range';

const MODES = [
  { value: 'centred', label: 'zero-centred', title: 'Colours from −max |x| to max |x|; zero is the surface' },
  { value: 'range', label: 'min–max', title: 'Colours from the least to the greatest value' },
] as const;

/** Pixels between the heatmap and what stands beside it, and of the latter at most. */
const SIDE = { gap: 14, most: 400 } as const;

export interface SliceSectionProps {
  readonly file: ReadyFile;
  readonly node: number;
  readonly values: TensorValues;
  readonly figures: TensorFigures | undefined;
  /** Pixels that the heatmap may take. */
  readonly room: { readonly width: number; readonly height: number };
  /** Pixels of the whole section: below them controls stand under a wide heatmap. */
  readonly width: number;
  readonly mode: ColorMode;
  readonly onMode: (mode: ColorMode) => void;
  readonly onPoint: (element: PointedElement | undefined) => void;
  /** Values that are pointed at elsewhere: their cells stand out. */
  readonly lit?: ValueRange | undefined;
  /** An element was clicked. */
  readonly onPick?: (index: readonly number[]) => void;
}

/** A two-dimensional part of a tensor as a heatmap. Mount it with the node as its key: another tensor has other axes. */
export function SliceSection(props: SliceSectionProps): ReactElement {
  const { file, node, values, figures, mode } = props;
  const { shape } = values;
  const picture = useSlicePicture({
    shape,
    firstPlane,
    room: props.room,
    subject: subjectOf(file, node),
    bytes: values.bytes,
    read: async (part, { signal, onProgress }) =>
      file.engine.readSlice({ file: file.id, node, ...part }, { signal, onUpdate: onProgress }),
    onPoint: props.onPoint,
  });
  const { plane, whole, frame, reading } = picture;
  const shown = reading.value;
  const limits = useMemo(() => limitsOf(mode, figures, shown?.slice), [mode, figures, shown?.slice]);
  const strip = useMemo(() => layOutStrip(shape, plane), [shape, plane]);
  const isWide = frame.width > props.width * 0.55;
  const lit = picture.marked === undefined ? describeLit(shown, props.lit) : undefined;
  return (
    <Section
      title="Slice"
      note={<span className={styles.plane}>{`${formatPlane(shape, plane)}  ${whole.rows}×${whole.columns}`}</span>}
      busy={reading.state === 'reading'}
      aside={<Segmented label="Colours" segments={MODES} value={mode} onChange={props.onMode} />}
    >
      <div className={joinClasses(styles.body, isWide && styles.wide)}>
        <SlicePicture
          picture={picture}
          limits={limits}
          name="Heatmap"
          write={formatFigure}
          lit={props.lit}
          onPick={(element) => props.onPick?.(indexInTensor(shape, plane, element))}
        />
        <div className={styles.side}>
          {strip && shown && (
            <SliceStrip
              file={file}
              node={node}
              shape={shape}
              plane={plane}
              strip={strip}
              limits={limits}
              elementBytes={values.bytes / values.elements}
              width={Math.min(SIDE.most, isWide ? props.width : props.width - frame.width - SIDE.gap)}
              onPlane={picture.choosePlane}
            />
          )}
          <AxisControls shape={shape} plane={plane} onPlane={picture.choosePlane} />
          <ZoomControls window={picture.window} whole={whole} onWindow={picture.setWindow} />
          {(shown !== undefined || figures !== undefined) && <ColorBar limits={limits} />}
        </div>
      </div>
      <Readout className={styles.readout}>
        {lit ?? describeCell(picture, values.isComplex ? MAGNITUDES : VALUES)}
      </Readout>
      <ReadingState reading={reading} what="Reading the slice" bytes={values.bytes} />
    </Section>
  );
}

const VALUES: CellWords = { values: 'values', write: (value) => formatFigure(value, 6) };
const MAGNITUDES: CellWords = {
  values: 'values',
  kind: 'magnitudes',
  write: (value) => `|x| = ${formatFigure(value, 6)}`,
};

/** The whole tensor's limits, so that slices can be compared; the slice's own where those are not known. */
function limitsOf(mode: ColorMode, figures: TensorFigures | undefined, slice: TensorSlice | undefined): Limits {
  const known = figures !== undefined && !Number.isNaN(figures.of.min);
  const min = known ? figures.of.min : (slice?.min ?? 0);
  const max = known ? figures.of.max : (slice?.max ?? 0);
  return mode === 'range' ? { low: min, high: max } : centredLimits(min, max);
}

/** How many cells the values of a bin have, which is pointed at elsewhere. */
function describeLit(shown: ShownSlice | undefined, lit: ValueRange | undefined): string | undefined {
  if (shown === undefined || lit === undefined) return undefined;
  const { cells } = shown.slice;
  return `${formatCount(countInRange(cells, lit))} of ${formatCounted(cells.length, 'cell')} in this bin`;
}
