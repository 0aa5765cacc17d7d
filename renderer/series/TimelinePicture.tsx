import type { ReactElement } from 'react';
import type { TimelineLayout } from './timelineLayout.ts';
import styles from './TimelinePicture.module.css';

/** Pixels from the top of the picture: of the learning rate's range, of the dots, of the ticks' base line. */
const RATE = { top: 16, bottom: 58 } as const;
const DOTS = 76;
const TICKS = 96;
/** Height of the picture: with its title line the timeline is 130 high. */
export const TIMELINE_HEIGHT = 100;

export interface TimelinePictureProps {
  readonly width: number;
  /** Pixels left of the first place. */
  readonly margin: number;
  readonly layout: TimelineLayout;
  readonly chosen: number;
  readonly pointed: number | undefined;
}

/** The timeline drawn: a dot for each checkpoint, hollow ones for epochs that are not there. */
export function TimelinePicture({ width, margin, layout, chosen, pointed }: TimelinePictureProps): ReactElement {
  const { dots, radius, writing, missing, gaps, ticks } = layout;
  const hollow = Math.min(radius, 3);
  return (
    <svg className={styles.picture} width={width} height={TIMELINE_HEIGHT} aria-hidden="true" data-timeline>
      <g transform={`translate(${margin} 0)`}>
        <RateLine layout={layout} />
        {missing.length === 0 &&
          gaps.map(({ from, left, right }) => (
            <line key={from} className={styles.gap} x1={left} x2={right} y1={DOTS} y2={DOTS} />
          ))}
        {missing.map((x) => (
          <circle key={x} className={styles.missing} cx={x} cy={DOTS} r={hollow} />
        ))}
        {gaps.map(({ from, left, right, label }) => (
          <text key={from} className={styles.label} x={(left + right) / 2} y={DOTS - 9}>
            {label}
          </text>
        ))}
        {dots.map((x, position) => (
          <circle
            key={x}
            className={position === pointed ? styles.pointed : styles.there}
            cx={x}
            cy={DOTS}
            r={position === pointed ? radius + 1 : radius}
          />
        ))}
        {dots[chosen] !== undefined && (
          <circle className={styles.ring} cx={dots[chosen]} cy={DOTS} r={Math.max(radius, 2.5) + 3} />
        )}
        {writing.map((x) => (
          <circle key={x} className={styles.writing} cx={x} cy={DOTS} r={Math.max(radius, 3)} />
        ))}
        {writing.length > 0 && (
          <text className={styles.label} x={(writing[0] ?? 0) / 2 + (writing.at(-1) ?? 0) / 2} y={DOTS - 9}>
            being written
          </text>
        )}
        {ticks.map(({ x, label, strong }) => (
          <text key={x} className={strong ? styles.strong : styles.tick} x={x} y={TICKS}>
            {label}
          </text>
        ))}
      </g>
    </svg>
  );
}

function RateLine({ layout: { rates } }: { readonly layout: TimelineLayout }): ReactElement | undefined {
  const [first] = rates;
  const last = rates.at(-1);
  if (!first || !last) return undefined;
  const y = (share: number): number => RATE.bottom - share * (RATE.bottom - RATE.top);
  return (
    <g>
      <polyline className={styles.rate} points={rates.map(({ x, share }) => `${x},${y(share)}`).join(' ')} />
      {rates.length === 1 && <circle className={styles.rateDot} cx={first.x} cy={y(first.share)} r={2} />}
      <text className={styles.rateLabel} x={first.x} y={y(first.share) - 4} textAnchor="middle">
        lr {first.label}
      </text>
    </g>
  );
}
