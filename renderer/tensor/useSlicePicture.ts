import { useState } from 'react';
import type { SlicePart, TensorSlice } from '../../shared/tensorView.ts';
import { countElements, formatIndex } from './elementLines.ts';
import type { Element } from './Heatmap.tsx';
import { frameSize } from './paintCells.ts';
import { valueAt, type ShownSlice } from './shownSlice.ts';
import { extentOf, indexInTensor, type SlicePlane } from './slicePlane.ts';
import { wholeWindow, type Extent, type SliceWindow } from './sliceWindow.ts';
import { useReading, type Reading, type ReadingContext } from './useReading.ts';

/** An element that is pointed at. */
export interface PointedElement {
  /** The tensor's own index. */
  readonly index: readonly number[];
  readonly value: number;
}

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface SlicePictureParams {
  readonly shape: readonly number[];
  /** The plane that is shown until another one is chosen. */
  readonly firstPlane: (shape: readonly number[]) => SlicePlane;
  /** What the picture may take. */
  readonly room: PictureSize;
  /** Names what the values are about, as `useReading` has it. */
  readonly subject: string;
  /** Bytes of all elements. */
  readonly bytes: number;
  readonly read: (part: SlicePart, context: ReadingContext) => Promise<TensorSlice>;
  readonly onPoint: (element: PointedElement | undefined) => void;
}

/** A two-dimensional part of a tensor on screen: which part, what was read of it, and the element that is pointed at. */
export interface SlicePicture {
  readonly shape: readonly number[];
  readonly plane: SlicePlane;
  readonly whole: Extent;
  readonly window: SliceWindow;
  readonly frame: PictureSize;
  readonly reading: Reading<ShownSlice>;
  readonly marked: Element | undefined;
  readonly point: (element: Element | undefined) => void;
  readonly choosePlane: (plane: SlicePlane) => void;
  readonly setWindow: (window: SliceWindow) => void;
}

/** Holds the plane, the window and the mark of a picture, and reads what they show. */
export function useSlicePicture(params: SlicePictureParams): SlicePicture {
  const { shape, bytes, read, onPoint } = params;
  const [plane, setPlane] = useState(() => params.firstPlane(shape));
  const [chosen, setWindow] = useState<SliceWindow>();
  const [marked, setMarked] = useState<Element>();
  const whole = extentOf(shape, plane);
  const window = chosen ?? wholeWindow(whole);
  const frame = frameSize(whole, params.room);
  const part = planPart(plane, window, frame);
  const reading = useReading({
    subject: params.subject,
    detail: JSON.stringify(part),
    bytes: bytesOf(shape, bytes, window),
    read: async (context) => ({ window, slice: await read(part, context) }),
  });
  const shown = reading.value;
  return {
    shape,
    plane,
    whole,
    window,
    frame,
    reading,
    marked,
    point: (element) => {
      setMarked(element);
      const value = element && shown && valueAt(shown, element);
      onPoint(element && value !== undefined ? { index: indexInTensor(shape, plane, element), value } : undefined);
    },
    choosePlane: (next) => {
      if (next.rowAxis !== plane.rowAxis || next.columnAxis !== plane.columnAxis) setWindow(undefined);
      setMarked(undefined);
      setPlane(next);
    },
    setWindow,
  };
}

/** As many cells as the screen has pixels for. */
function planPart(plane: SlicePlane, window: SliceWindow, { width, height }: PictureSize): SlicePart {
  const ratio = globalThis.devicePixelRatio;
  return {
    ...plane,
    rows: [window.row, window.rows],
    columns: [window.column, window.columns],
    maxRows: Math.max(1, Math.round(height * ratio)),
    maxColumns: Math.max(1, Math.round(width * ratio)),
  };
}

function bytesOf(shape: readonly number[], bytes: number, { rows, columns }: Extent): number {
  const elements = countElements(shape);
  return elements === 0 ? 0 : (bytes / elements) * rows * columns;
}

export interface CellWords {
  /** What a cell shows, in the plural. */
  readonly values: string;
  /** What kind of values these are, where that has to be said. */
  readonly kind?: string | undefined;
  readonly write: (value: number) => string;
}

/** The element that is pointed at; without one, what a cell shows where it stands for many. */
export function describeCell(picture: SlicePicture, { values, kind, write }: CellWords): string {
  const { shape, plane, marked, reading } = picture;
  const shown = reading.value;
  if (shown === undefined) return '';
  const [rows, columns] = shown.slice.step;
  const many = rows * columns > 1 ? `largest of ${rows}×${columns} ${values}` : '';
  const value = marked && valueAt(shown, marked);
  if (marked === undefined || value === undefined) {
    return [many && `a cell shows the ${many}`, kind].filter(Boolean).join(', ');
  }
  return `${formatIndex(indexInTensor(shape, plane, marked))}  ${write(value)}${many && `  (${many})`}`;
}
