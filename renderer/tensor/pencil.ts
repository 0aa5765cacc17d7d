import type { Palette } from '../ui/palette.ts';

/** A plotting area in pixels of its canvas. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a chart over bins is drawn with; `ratio` is the canvas's pixels per CSS pixel. */
export interface Pencil {
  readonly context: CanvasRenderingContext2D;
  readonly box: PlotBox;
  readonly palette: Palette;
  readonly ratio: number;
  /** The bin that is pointed at. */
  readonly bin: number | undefined;
}
