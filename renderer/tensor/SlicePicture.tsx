import type { ReactElement } from 'react';
import type { Limits } from '../ui/colorMap.ts';
import { Heatmap, type HeatmapProps } from './Heatmap.tsx';
import { formatPlane } from './slicePlane.ts';
import styles from './SlicePicture.module.css';
import type { SlicePicture as Picture } from './useSlicePicture.ts';

export interface SlicePictureProps extends Pick<HeatmapProps, 'lit' | 'onPick'> {
  readonly picture: Picture;
  readonly limits: Limits;
  /** What it is, for its accessible name. */
  readonly name: string;
  /** Writes the ends of the colours. */
  readonly write: (value: number) => string;
}

/** The heatmap of a part of a tensor, or its place while nothing was read. */
export function SlicePicture({ picture, limits, name, write, lit, onPick }: SlicePictureProps): ReactElement {
  const { shape, plane, whole, window, frame, reading } = picture;
  const shown = reading.value;
  if (!shown) return <div className={styles.stub} style={{ width: `${frame.width}px`, height: `${frame.height}px` }} />;
  return (
    <Heatmap
      slice={shown.slice}
      read={shown.window}
      window={window}
      whole={whole}
      limits={limits}
      width={frame.width}
      height={frame.height}
      label={`${name} of ${formatPlane(shape, plane)}, ${whole.rows} by ${whole.columns}, colours from ${write(limits.low)} to ${write(limits.high)}`}
      marked={picture.marked}
      lit={lit}
      onMark={picture.point}
      onWindow={picture.setWindow}
      onPick={onPick}
    />
  );
}
