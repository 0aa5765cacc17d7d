import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { SeriesCheckpoint } from '../../shared/series.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { useSize } from '../ui/useSize.ts';
import { listCheckpointFacts } from './checkpointLabels.ts';
import { describeSeries } from './describeSeries.ts';
import styles from './Timeline.module.css';
import { TimelineCard } from './TimelineCard.tsx';
import { findNearest, layOutTimeline, type TimelineLayout } from './timelineLayout.ts';
import { TIMELINE_HEIGHT, TimelinePicture } from './TimelinePicture.tsx';

/** Pixels beside the first and the last place. */
const MARGIN = 36;
/** Pixels around a dot within which a pointer means it. */
const REACH = 24;

export interface TimelineProps {
  readonly checkpoints: readonly SeriesCheckpoint[];
  readonly writing: readonly { readonly name: string; readonly bytes: number }[];
  /** What epochs without a checkpoint are not in: `this folder`. */
  readonly where: string;
  /** Position of the checkpoint that is chosen. */
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
  /** Enter, or a double click on a dot. */
  readonly onActivate: () => void;
  /** Right of the title. */
  readonly aside: ReactNode;
}

/** All checkpoints along the run: which epochs are there, which one is chosen, and how the learning rate went. */
export function Timeline(props: TimelineProps): ReactElement {
  const { checkpoints, writing, where, chosen, onChoose } = props;
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const [pointed, setPointed] = useState<number>();
  const [hasKeyboard, setKeyboard] = useState(false);
  const told = pointed ?? (hasKeyboard ? chosen : undefined);
  const width = useSize(frame)?.width ?? 0;
  const layout = layOutTimeline({
    checkpoints,
    writing: writing.length,
    where,
    width: Math.max(0, width - 2 * MARGIN),
  });
  const find = (event: PointerEvent): number | undefined => findPointed(event, layout);
  return (
    <section aria-label="Timeline" className={styles.timeline}>
      <header className={styles.head}>
        <h2 className={styles.title}>{describeSeries(checkpoints, layout.axis)}</h2>
        <span className={styles.note}>ordered by the step inside each file</span>
        <span className={styles.aside}>
          {layout.rates.length > 0 && <span className={styles.key}>learning rate</span>}
          {props.aside}
        </span>
      </header>
      <div
        ref={frame}
        role="listbox"
        tabIndex={0}
        aria-label="Checkpoints"
        aria-orientation="horizontal"
        aria-activedescendant={checkpoints[chosen] ? `${id}-${chosen}` : undefined}
        className={styles.frame}
        style={{ height: TIMELINE_HEIGHT }}
        onKeyDown={(event) => actOnKey(event, props)}
        onFocus={(event) => setKeyboard(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setKeyboard(false)}
        onPointerMove={(event) => setPointed(find(event))}
        onPointerLeave={() => setPointed(undefined)}
        onClick={(event) => {
          const hit = findPointed(event, layout);
          if (hit !== undefined) onChoose(hit);
        }}
        onDoubleClick={props.onActivate}
      >
        {width > 0 && (
          <TimelinePicture width={width} margin={MARGIN} layout={layout} chosen={chosen} pointed={pointed} />
        )}
        {checkpoints.map((checkpoint, position) => (
          <div
            key={checkpoint.file}
            id={`${id}-${position}`}
            role="option"
            aria-selected={position === chosen}
            aria-label={describeCheckpoint(checkpoint)}
            className={styles.option}
            style={{ left: MARGIN + (layout.dots[position] ?? 0) }}
          />
        ))}
        {told !== undefined && (
          <TimelineCard checkpoint={checkpoints[told]} x={MARGIN + (layout.dots[told] ?? 0)} width={width} />
        )}
      </div>
      <ul className={styles.hidden} aria-label="Not there">
        {layout.gaps.map(({ from, to }) => (
          <li key={from}>
            {from === to ? `epoch ${from}` : `epochs ${from} to ${to}`} not in {where}
          </li>
        ))}
        {writing.map(({ name, bytes }) => (
          <li key={name}>
            {name} is being written: {formatBytes(bytes)} so far
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A checkpoint in words: file name, epoch, step, learning rate, size, time. */
function describeCheckpoint(checkpoint: SeriesCheckpoint): string {
  const facts = listCheckpointFacts(checkpoint).map(([label, value]) => `${label} ${value}`);
  return [checkpoint.name, ...facts].join(', ');
}

function findPointed(
  event: { readonly clientX: number; readonly currentTarget: Element },
  layout: TimelineLayout,
): number | undefined {
  const x = event.clientX - event.currentTarget.getBoundingClientRect().left - MARGIN;
  const nearest = findNearest(layout.dots, x);
  return nearest !== undefined && Math.abs((layout.dots[nearest] ?? 0) - x) <= REACH ? nearest : undefined;
}

function actOnKey(event: KeyboardEvent, { checkpoints, chosen, onChoose, onActivate }: TimelineProps): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const last = checkpoints.length - 1;
  const next = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: last }[event.key];
  if (next !== undefined) onChoose(Math.max(0, Math.min(last, next)));
  else if (event.key === 'Enter') onActivate();
  else return;
  event.preventDefault();
}
