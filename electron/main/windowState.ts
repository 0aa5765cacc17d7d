import { boolean, exactOptional, integer, number, object, picklist, pipe } from 'valibot';
import type { ThemeChoice } from '../../shared/hostApi.ts';
import type { SchemaOf } from './storedJson.ts';

/** Smallest window that the layout is made for, in pixels. */
export const MIN_SIZE = { width: 720, height: 480 } as const;
const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
/** A title bar that shows less than this, in pixels, cannot be caught with a mouse. */
const GRIP = 64;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is remembered of the window between two sessions. The theme is here too, so that the first frame has its colour. */
export interface WindowState {
  readonly bounds?: Rectangle;
  readonly maximized: boolean;
  readonly theme: ThemeChoice;
}

const PIXELS = pipe(number(), integer());
export const WINDOW_STATE: SchemaOf<WindowState> = object({
  bounds: exactOptional(object({ x: PIXELS, y: PIXELS, width: PIXELS, height: PIXELS })),
  maximized: boolean(),
  theme: picklist(['system', 'light', 'dark']),
});

export const FIRST_WINDOW_STATE: WindowState = { maximized: false, theme: 'system' };

/**
 * Where to put the window: where it was, if that can still be reached on the displays of today; otherwise the middle of the
 * first display. Electron centres a window that has no position.
 */
export function placeWindow(
  remembered: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'> {
  const area = workAreas.find((candidate) => remembered !== undefined && showsGrip(remembered, candidate));
  const { width, height } = area ?? workAreas[0] ?? DEFAULT_SIZE;
  const size = {
    width: clamp(remembered?.width ?? DEFAULT_SIZE.width, MIN_SIZE.width, width),
    height: clamp(remembered?.height ?? DEFAULT_SIZE.height, MIN_SIZE.height, height),
  };
  return area === undefined || remembered === undefined ? size : { x: remembered.x, y: remembered.y, ...size };
}

function showsGrip(window: Rectangle, area: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return shownWidth >= GRIP && window.y >= area.y && window.y + GRIP <= area.y + area.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
