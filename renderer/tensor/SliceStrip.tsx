import { useEffect, useRef, type MouseEvent, type ReactElement } from 'react';
import type { TensorSlice } from '../../shared/tensorView.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import type { Limits } from '../ui/colorMap.ts';
import { usePalette } from '../ui/palette.ts';
import { imageOf } from './cellImage.ts';
import { extentOf, type SlicePlane } from './slicePlane.ts';
import styles from './SliceStrip.module.css';
import { planeAt, type StripLayout } from './stripLayout.ts';
import { subjectOf } from './useFigures.ts';
import { useReading } from './useReading.ts';

/** Bytes of all slices together up to which they are read for the small pictures. */
const MOST_BYTES = 16 * 2 ** 20;
/** Slices that are asked for at once. */
const TOGETHER = 4;
/** Pixels of a picture at most, and between two of them. */
const LARGEST = 40;
const GAP = 2;

export interface SliceStripProps {
  readonly file: ReadyFile;
  readonly node: number;
  readonly shape: readonly number[];
  readonly plane: SlicePlane;
  readonly strip: StripLayout;
  readonly limits: Limits;
  /** Bytes of an element. */
  readonly elementBytes: number;
  /** Pixels. */
  readonly width: number;
  readonly onPlane: (plane: SlicePlane) => void;
}

/** Small pictures of neighbouring slices; a click shows one. The sliders beside it do the same by the keyboard. */
export function SliceStrip(props: SliceStripProps): ReactElement | undefined {
  const { shape, plane, strip, limits, onPlane } = props;
  const slices = useSlices(props);
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const size = Math.min(LARGEST, Math.floor((props.width + GAP) / strip.columns) - GAP);
  const step = size + GAP;
  useEffect(() => {
    const { current } = canvas;
    if (current === null || slices === undefined) return;
    const here = [plane.index[strip.across], strip.down === undefined ? 0 : plane.index[strip.down]];
    const context = sizeCanvas(current, strip.columns * step - GAP, strip.rows * step - GAP);
    for (const [position, slice] of slices.entries()) {
      const column = position % strip.columns;
      const row = Math.floor(position / strip.columns);
      context?.drawImage(imageOf(slice, limits, palette), column * step, row * step, size, size);
      if (context && column === here[0] && row === here[1]) {
        context.strokeStyle = palette.css.accent;
        context.lineWidth = 2;
        context.strokeRect(column * step + 1, row * step + 1, size - 2, size - 2);
      }
    }
  }, [slices, plane, strip, limits, palette, size, step]);
  const choose = (event: MouseEvent<HTMLElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const column = Math.min(strip.columns - 1, Math.floor((event.clientX - left) / step));
    const row = Math.min(strip.rows - 1, Math.floor((event.clientY - top) / step));
    onPlane(planeAt(plane, strip, column, row));
  };
  if (slices === undefined || size < 6) return undefined;
  return (
    <figure className={styles.strip}>
      <figcaption className={styles.caption}>{describeAxes(strip)}</figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${slices.length} slices of ${extentOf(shape, plane).rows} by ${extentOf(shape, plane).columns}`}
        className={styles.canvas}
        style={{ width: `${strip.columns * step - GAP}px`, height: `${strip.rows * step - GAP}px` }}
        onClick={choose}
      />
    </figure>
  );
}

function useSlices({
  file,
  node,
  shape,
  plane,
  strip,
  elementBytes,
}: SliceStripProps): readonly TensorSlice[] | undefined {
  const { rows, columns } = extentOf(shape, plane);
  const planes = Array.from({ length: strip.rows * strip.columns }, (_, position) =>
    planeAt(plane, strip, position % strip.columns, Math.floor(position / strip.columns)),
  );
  const bytes = planes.length * rows * columns * elementBytes;
  const detail = JSON.stringify([planes[0], strip]);
  const reading = useReading({
    subject: bytes > MOST_BYTES ? undefined : `${subjectOf(file, node)}#strip#${detail}`,
    bytes,
    read: async ({ signal }) => {
      const slices: TensorSlice[] = [];
      // A few at a time: the engine answers other questions in between.
      for (let first = 0; first < planes.length; first += TOGETHER) {
        const some = planes.slice(first, first + TOGETHER).map((shown) => {
          const extent = { rows: [0, rows], columns: [0, columns], maxRows: LARGEST, maxColumns: LARGEST } as const;
          return file.engine.readSlice({ file: file.id, node, ...shown, ...extent }, { signal });
        });
        slices.push(...(await Promise.all(some)));
      }
      return slices;
    },
  });
  return reading.value;
}

/** Sizes a canvas in CSS pixels and returns its pencil, which counts in them. */
function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context?.scale(ratio, ratio);
  if (context) context.imageSmoothingEnabled = false;
  return context;
}

function describeAxes({ across, down }: StripLayout): string {
  return down === undefined ? `dim ${across} →` : `dim ${across} →, dim ${down} ↓`;
}
