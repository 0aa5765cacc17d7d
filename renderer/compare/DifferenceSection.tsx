import { useMemo, type ReactElement } from 'react';
import type { MatchDetail } from '../../shared/comparison.ts';
import { Section } from '../detail/Section.tsx';
import { AxisControls } from '../tensor/AxisControls.tsx';
import { ColorBar } from '../tensor/ColorBar.tsx';
import { elementOf } from '../tensor/elementLines.ts';
import { ReadingState } from '../tensor/ReadingState.tsx';
import { Readout } from '../tensor/Readout.tsx';
import { SlicePicture } from '../tensor/SlicePicture.tsx';
import { indexInTensor } from '../tensor/slicePlane.ts';
import { describeCell, useSlicePicture, type CellWords, type PointedElement } from '../tensor/useSlicePicture.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import { ZoomControls } from '../tensor/ZoomControls.tsx';
import { centredLimits } from '../ui/colorMap.ts';
import styles from './DifferenceSection.module.css';
import { describeAxes, firstDifferencePlane } from './differencePlane.ts';
import { formatSigned } from './figureText.ts';
import { nameSubject, type MatchSubject } from './subject.ts';
import { useBothValues } from './useBothValues.ts';

/** Pixels that the heatmap may be high. */
const HEIGHT = 168;

export interface DifferenceSectionProps {
  readonly subject: MatchSubject;
  readonly match: MatchDetail;
  readonly shape: readonly number[];
  /** The largest absolute difference: the limits of the colours. */
  readonly reach: number;
  /** Bytes of both sides. */
  readonly bytes: number;
  /** Pixels of the section's content. */
  readonly width: number;
  /** Differences that are pointed at elsewhere: their cells stand out. */
  readonly lit: ValueRange | undefined;
  readonly onPoint: (element: PointedElement | undefined) => void;
}

/** Where two tensors differ, as colours around zero. Mount it with the node as its key: another tensor has other axes. */
export function DifferenceSection(props: DifferenceSectionProps): ReactElement {
  const { subject, match, shape, bytes, reach } = props;
  const { pair, section, node } = subject;
  const picture = useSlicePicture({
    shape,
    firstPlane: firstDifferencePlane,
    room: { width: props.width, height: HEIGHT },
    subject: nameSubject(subject),
    bytes,
    read: async (part, { signal, onProgress }) =>
      pair.engine.readDifferenceSlice(
        { comparison: pair.comparison, section, node, part },
        { signal, onUpdate: onProgress },
      ),
    onPoint: props.onPoint,
  });
  const { plane, marked, reading } = picture;
  const limits = useMemo(() => centredLimits(-reach, reach), [reach]);
  const both = useBothValues(subject, match, marked && elementOf(shape, indexInTensor(shape, plane, marked)));
  return (
    <Section
      title="Where it changed"
      note={describeAxes(shape, plane)}
      busy={reading.state === 'reading'}
      aside={<ZoomControls window={picture.window} whole={picture.whole} onWindow={picture.setWindow} />}
    >
      <div className={styles.picture}>
        <SlicePicture
          picture={picture}
          limits={limits}
          name="Differences"
          write={formatSigned}
          lit={props.lit}
          onPick={picture.point}
        />
      </div>
      <Readout className={styles.readout}>
        {describeCell(picture, DIFFERENCES)}
        {both !== undefined && <span className={styles.both}>{both}</span>}
      </Readout>
      <ColorBar limits={limits} write={formatSigned} look="line" />
      {shape.length > 2 && (
        <div className={styles.controls}>
          <AxisControls shape={shape} plane={plane} onPlane={picture.choosePlane} />
        </div>
      )}
      <ReadingState reading={reading} what="Reading the differences" bytes={bytes} />
    </Section>
  );
}

const DIFFERENCES: CellWords = { values: 'differences', write: (value) => formatSigned(value, 4) };
