import type { ReactElement } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import { SPARK_BARS } from './sparkHeights.ts';
import styles from './Sparkline.module.css';

/** Pixels of one bar with the gap after it, and of the highest bar. */
const STEP = 2;
const HEIGHT = 16;

export interface SparklineProps {
  /** Heights of the bars; see `sparkHeights`. */
  readonly bars: Uint8Array;
  /** `data` for a tensor, `quiet` for a sum of many. */
  readonly tone: 'data' | 'quiet';
}

/** A tiny histogram. Zero is the dotted line in its middle. It says nothing that the figures beside it do not say. */
export function Sparkline({ bars, tone }: SparklineProps): ReactElement {
  return (
    <svg
      className={joinClasses(styles.spark, styles[tone])}
      width={SPARK_BARS * STEP}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path d={drawBars(bars)} />
    </svg>
  );
}

/** One rectangle for each bar that holds anything, whole pixels high. */
export function drawBars(bars: Uint8Array): string {
  let path = '';
  for (const [bar, height] of bars.entries()) {
    if (height === 0) continue;
    const pixels = Math.max(1, Math.round((height / 255) * HEIGHT));
    path += `M${bar * STEP} ${HEIGHT}v${-pixels}h${STEP - 0.5}v${pixels}z`;
  }
  return path;
}
