import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import type { TensorSlice } from '../../shared/tensorView.ts';
import type { Limits } from '../ui/colorMap.ts';
import { usePalette } from '../ui/palette.ts';
import { imageOf } from './cellImage.ts';
import { drawHeatmap } from './drawHeatmap.ts';
import styles from './Heatmap.module.css';
import {
  elementAt,
  isWhole,
  panWindow,
  showElement,
  wholeWindow,
  zoomWindow,
  type Extent,
  type Point,
  type SliceWindow,
} from './sliceWindow.ts';
import type { ValueRange } from './valueRange.ts';

/** How much of the window one step of the wheel or of a key leaves. */
const ZOOM_STEP = 0.8;
const CENTRE: Point = { down: 0.5, across: 0.5 };

export interface HeatmapProps {
  readonly slice: TensorSlice;
  /** What the slice shows of the whole. */
  readonly read: SliceWindow;
  readonly window: SliceWindow;
  readonly whole: Extent;
  readonly limits: Limits;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What it shows, in words. */
  readonly label: string;
  readonly marked: Element | undefined;
  /** Values that are pointed at elsewhere: their cells stand out. */
  readonly lit?: ValueRange | undefined;
  readonly onMark: (element: Element | undefined) => void;
  readonly onWindow: (window: SliceWindow) => void;
  /** A click, or Enter. */
  readonly onPick: (element: Element) => void;
}

/** A position in the slice. */
export interface Element {
  readonly row: number;
  readonly column: number;
}

/** A slice as colours. The pointer and the arrows name its elements; wheel, drag, plus, minus and 0 move the window. */
export function Heatmap(props: HeatmapProps): ReactElement {
  const { window: shown, whole, width, height, marked } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag>(undefined);
  useDrawing(canvas, props);
  useWheel(canvas, (factor, at) => props.onWindow(zoomWindow(shown, whole, factor, at)));
  const move = (event: PointerEvent<HTMLElement>): void => {
    const from = drag.current;
    if (from === undefined) {
      props.onMark(elementAt(shown, pointIn(event)));
      return;
    }
    const rows = ((from.y - event.clientY) / height) * from.window.rows;
    const columns = ((from.x - event.clientX) / width) * from.window.columns;
    if (Math.hypot(from.x - event.clientX, from.y - event.clientY) > DRAG_PIXELS) from.moved = true;
    if (from.moved && !isWhole(shown, whole)) props.onWindow(panWindow(from.window, whole, rows, columns));
  };
  const drop = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current?.moved === false) props.onPick(elementAt(shown, pointIn(event)));
    drag.current = undefined;
  };
  return (
    <canvas
      ref={canvas}
      role="img"
      tabIndex={0}
      aria-label={props.label}
      aria-description="Arrow keys name an element, plus and minus zoom, 0 shows all, Enter goes to the value"
      data-heatmap
      className={styles.canvas}
      style={{ width: `${width}px`, height: `${height}px` }}
      onPointerMove={move}
      onPointerLeave={() => props.onMark(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, window: shown, moved: false };
      }}
      onPointerUp={drop}
      onKeyDown={(event) => {
        if (!actOnKey(event, props, marked ?? { row: shown.row, column: shown.column })) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onBlur={() => props.onMark(undefined)}
    />
  );
}

/** Pixels that a pointer may tremble during a click. */
const DRAG_PIXELS = 3;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly window: SliceWindow;
  moved: boolean;
}

/** Does what a key asks for; answers whether that was anything. */
function actOnKey(event: KeyboardEvent, props: HeatmapProps, at: Element): boolean {
  const { window: shown, whole } = props;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const [stepRows, stepColumns] = props.slice.step;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const start = props.marked === undefined ? { rows: 0, columns: 0 } : arrow;
    const row = Math.max(0, Math.min(whole.rows - 1, at.row + start.rows * stepRows));
    const column = Math.max(0, Math.min(whole.columns - 1, at.column + start.columns * stepColumns));
    props.onMark({ row, column });
    const moved = showElement(shown, row, column);
    if (moved.row !== shown.row || moved.column !== shown.column) props.onWindow(moved);
  } else if (event.key === '+' || event.key === '=') props.onWindow(zoomWindow(shown, whole, ZOOM_STEP, CENTRE));
  else if (event.key === '-') props.onWindow(zoomWindow(shown, whole, 1 / ZOOM_STEP, CENTRE));
  else if (event.key === '0') props.onWindow(wholeWindow(whole));
  else if (event.key === 'Enter') props.onPick(at);
  else return false;
  return true;
}

const ARROWS: Readonly<Record<string, Extent>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

function useDrawing(canvas: React.RefObject<HTMLCanvasElement | null>, props: HeatmapProps): void {
  const { slice, read, window: shown, limits, marked, lit, width, height } = props;
  const palette = usePalette();
  const { low, high } = limits;
  const image = useMemo(() => imageOf(slice, { low, high }, palette), [slice, low, high, palette]);
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const ratio = globalThis.devicePixelRatio;
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    drawHeatmap(current, size, { slice, image, read, window: shown, marked, lit }, palette);
  }, [canvas, slice, image, read, shown, marked, lit, width, height, palette]);
}

/** A wheel would scroll the panel: only a listener that is not passive may keep it. */
function useWheel(canvas: React.RefObject<HTMLCanvasElement | null>, zoom: (factor: number, at: Point) => void): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const { current } = canvas;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = current?.getBoundingClientRect();
      if (box === undefined) return;
      const at = { down: (event.clientY - box.top) / box.height, across: (event.clientX - box.left) / box.width };
      latest.current(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, at);
    };
    current?.addEventListener('wheel', onWheel, { passive: false });
    return () => current?.removeEventListener('wheel', onWheel);
  }, [canvas]);
}

function pointIn(event: PointerEvent<HTMLElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return { down: (event.clientY - box.top) / box.height, across: (event.clientX - box.left) / box.width };
}
