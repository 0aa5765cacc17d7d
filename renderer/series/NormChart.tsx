import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatFigure, formatTick } from '../ui/format/formatFigure.ts';
import { usePalette, type Palette } from '../ui/palette.ts';
import { useSize } from '../ui/useSize.ts';
import styles from './NormChart.module.css';
import { digitsOf } from './normDigits.ts';

const HEIGHT = 132;
/** Pixels of the axes, and of a point. */
const AXES = { x: 20, y: 46 } as const;
const POINT = 6;
/** Share of the norms' range that is left free above and below. */
const FREE = 0.15;
/** Digits of a usual tick, and pixels of one of its characters. */
const TICK_DIGITS = 6;
const TICK_CHARACTER = 6.1;
/** Pixels between points from which they are drawn. */
const POINT_SPACING = 8;

export interface NormChartProps {
  /** Places of the checkpoints on their axis, and norms there; NaN where there is none. */
  readonly places: readonly number[];
  readonly norms: Float64Array;
  readonly chosen: number;
  readonly onPoint: (checkpoint: number | undefined) => void;
  readonly onChoose: (checkpoint: number) => void;
}

/** Norms over the checkpoints as a curve with points. The table below it holds the same figures. */
export function NormChart(props: NormChartProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  useChart(frame, props);
  return (
    <div
      ref={frame}
      role="img"
      aria-label={`L2 norm over the checkpoints: ${describeNorms(props.norms)}`}
      className={styles.frame}
      style={{ height: HEIGHT }}
    />
  );
}

function describeNorms(norms: Float64Array): string {
  const known = norms.filter((norm) => Number.isFinite(norm));
  if (known.length === 0) return 'none is known';
  const least = formatFigure(known.reduce((a, b) => Math.min(a, b), Infinity));
  const most = formatFigure(known.reduce((a, b) => Math.max(a, b), 0));
  const [first, last] = [formatFigure(known[0] ?? 0), formatFigure(known.at(-1) ?? 0)];
  return `from ${first} to ${last}, between ${least} and ${most}`;
}

/** Draws the chart whenever its figures, its width or the theme change; the chosen checkpoint only redraws it. */
function useChart(frame: RefObject<HTMLDivElement | null>, props: NormChartProps): void {
  const { places, norms, chosen, onPoint, onChoose } = props;
  const palette = usePalette();
  const width = useSize(frame)?.width ?? 0;
  const chart = useRef<uPlot>(undefined);
  const latest = useRef({ chosen, onPoint, onChoose });
  useEffect(() => {
    latest.current = { chosen, onPoint, onChoose };
    chart.current?.redraw(false, false);
  }, [chosen, onPoint, onChoose]);
  useEffect(() => {
    const { current } = frame;
    if (current === null || width === 0) return undefined;
    const options = describeChart(width, palette, places);
    const point = (plot: uPlot): void => latest.current.onPoint(pointedAt(plot));
    const draw = (plot: uPlot): void => drawChosen(plot, latest.current.chosen, palette);
    const data: uPlot.AlignedData = [
      places.slice(),
      Array.from(norms, (norm) => (Number.isFinite(norm) ? norm : null)),
    ];
    const plot = new uPlot({ ...options, hooks: { setCursor: [point], draw: [draw] } }, data, current);
    plot.over.addEventListener('click', () => {
      const checkpoint = pointedAt(plot);
      if (checkpoint !== undefined) latest.current.onChoose(checkpoint);
    });
    chart.current = plot;
    return () => {
      chart.current = undefined;
      plot.destroy();
    };
  }, [frame, places, norms, width, palette]);
}

function pointedAt({ cursor }: uPlot): number | undefined {
  return cursor.left === undefined || cursor.left < 0 ? undefined : (cursor.idx ?? undefined);
}

function describeChart(width: number, { css, figureFont }: Palette, places: readonly number[]): uPlot.Options {
  const axis = { stroke: css['text-3'], font: figureFont, ticks: { show: false } };
  const hasPoints = (width - AXES.y) / Math.max(1, places.length) >= POINT_SPACING;
  return {
    width,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: POINT + 2 }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: false, range: (_, least, most) => spread(least, most, 0) },
      y: { range: (_, a, b) => spread(a, b, FREE) },
    },
    axes: [
      {
        ...axis,
        size: AXES.x,
        gap: 4,
        grid: { show: false },
        border: { show: true, stroke: css['line-strong'], width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7, 1e8],
        space: 40,
        values: (_, splits) => splits.map(formatTick),
      },
      {
        ...axis,
        size: (_, values) => widthOf(values),
        gap: 4,
        space: 26,
        grid: { stroke: css.line, width: 1 },
        values: (_, splits, __, ___, step) => writeTicks(splits, step),
      },
    ],
    series: [
      {},
      {
        stroke: css.accent,
        width: 1.5,
        spanGaps: false,
        points: { show: hasPoints, size: POINT, fill: css.accent, stroke: css.accent },
      },
    ],
  };
}

/** Ticks with as many digits as tell them apart. */
function writeTicks(splits: readonly number[], step: number): string[] {
  const largest = splits.reduce((most, split) => Math.max(most, Math.abs(split)), 0);
  const digits = largest > 0 && step > 0 ? digitsOf(largest, step) : 1;
  return splits.map((split) => (digits <= TICK_DIGITS ? formatTick(split) : formatFigure(split, digits)));
}

/** Pixels of the norms' axis. */
function widthOf(values: readonly (string | number)[] | null): number {
  const longest = (values ?? []).reduce<number>((most, value) => Math.max(most, String(value).length), 0);
  return Math.max(AXES.y, longest * TICK_CHARACTER + 8);
}

/** A range with a share of it left free on both sides; a single value stands in the middle. */
function spread(least: number | null, most: number | null, share: number): [number, number] {
  if (least === null || most === null) return [0, 1];
  if (least === most) {
    const room = Math.abs(least) * 0.1 || 1;
    return [least - room, most + room];
  }
  const room = (most - least) * share;
  return [least - room, most + room];
}

/** A ring around the point of the chosen checkpoint. */
function drawChosen(plot: uPlot, chosen: number, { css }: Palette): void {
  const [x, y] = [plot.data[0][chosen], plot.data[1]?.[chosen]];
  if (x === undefined || y === undefined || y === null) return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = css.accent;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.beginPath();
  ctx.arc(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true), 6 * uPlot.pxRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}
