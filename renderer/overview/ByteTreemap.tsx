import { useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ByteCategory, TreemapBlock } from '../../shared/engineApi.ts';
import { showLabel } from '../grid/showLabel.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatShare } from '../ui/format/formatShare.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { useSize } from '../ui/useSize.ts';
import { layoutTreemap, neighbourOf, type LaidBlock } from './layoutTreemap.ts';
import styles from './ByteTreemap.module.css';

const NO_SIZE = { width: 0, height: 0 } as const;
/** Width in pixels of a group's title that has room for its bytes too. */
const WIDE_TITLE = 110;

const CATEGORIES: Readonly<Record<ByteCategory, { readonly title: string; readonly className: string | undefined }>> = {
  weights: { title: 'weights', className: styles.weights },
  'moment-1': { title: 'exp_avg', className: styles.moment1 },
  'moment-2': { title: 'exp_avg_sq', className: styles.moment2 },
  state: { title: 'other state', className: styles.state },
  container: { title: 'container', className: styles.container },
};

const LEGEND: readonly ByteCategory[] = ['weights', 'moment-1', 'moment-2', 'state', 'container'];

export interface ByteTreemapProps {
  readonly root: TreemapBlock;
  readonly onGoTo: (node: number) => void;
}

/** Where the bytes of the file are. One stop for Tab; arrows move from block to block, Enter opens one in the tree. */
export function ByteTreemap({ root, onGoTo }: ByteTreemapProps): ReactElement {
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area) ?? NO_SIZE;
  const blocks = useMemo(() => layoutTreemap(root, width, height), [root, width, height]);
  const [current, setCurrent] = useState(0);
  const [pointed, setPointed] = useState<number>();
  const stop = Math.min(current, blocks.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = DIRECTIONS.get(event.key);
    if (direction === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = neighbourOf(blocks, stop, direction);
    event.preventDefault();
    if (next !== undefined) area.current?.querySelectorAll('button')[next]?.focus();
  };
  const described = pointed === undefined ? undefined : blocks[pointed];
  return (
    <section className={styles.section} aria-labelledby="treemap-title">
      <div className={styles.head}>
        <h2 id="treemap-title">Where the bytes are</h2>
        <span className={styles.note}>
          {described ? describeBlock(described, root.bytes) : 'click to open in the tree'}
        </span>
        <Legend root={root} />
      </div>
      <p className={styles.summary}>{summarize(root)}</p>
      <div
        ref={area}
        role="group"
        aria-label="Bytes of the file as areas"
        className={styles.area}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setPointed(undefined)}
      >
        {blocks.map((laid, position) => (
          <Block
            key={laid.labels.join('\u0000') + position}
            laid={laid}
            total={root.bytes}
            isStop={position === stop}
            onPoint={() => setPointed(position)}
            onFocus={() => {
              setCurrent(position);
              setPointed(position);
            }}
            onGoTo={onGoTo}
          />
        ))}
      </div>
    </section>
  );
}

const DIRECTIONS = new Map<string, 'left' | 'right' | 'up' | 'down'>([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
]);

interface BlockProps {
  readonly laid: LaidBlock;
  readonly total: number;
  readonly isStop: boolean;
  readonly onPoint: () => void;
  readonly onFocus: () => void;
  readonly onGoTo: (node: number) => void;
}

function Block({ laid, total, isStop, onPoint, onFocus, onGoTo }: BlockProps): ReactElement {
  const { block, depth } = laid;
  const { node } = block;
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={describeBlock(laid, total)}
      aria-disabled={node === undefined}
      title={describeBlock(laid, total)}
      className={joinClasses(styles.block, blockClass(laid), CATEGORIES[block.category].className)}
      style={{ left: laid.x, top: laid.y, width: laid.width, height: laid.height }}
      onPointerEnter={onPoint}
      onFocus={onFocus}
      onClick={() => {
        if (node !== undefined) onGoTo(node);
      }}
    >
      {laid.isLabelled && (
        <span className={styles.title}>
          <span className={styles.label}>{showLabel(block.label)}</span>
          {depth === 1 && laid.width >= WIDE_TITLE && <span className={styles.bytes}>{formatBytes(block.bytes)}</span>}
        </span>
      )}
    </button>
  );
}

function blockClass({ depth, isGroup }: LaidBlock): string | undefined {
  if (depth === 1) return styles.group;
  return isGroup ? styles.module : styles.part;
}

function Legend({ root }: { readonly root: TreemapBlock }): ReactElement {
  const shown = new Set(root.children?.map((block) => block.category));
  return (
    <ul className={styles.legend} aria-label="Colours">
      {LEGEND.filter((category) => shown.has(category)).map((category) => (
        <li key={category} className={joinClasses(styles.key, CATEGORIES[category].className)}>
          {CATEGORIES[category].title}
        </li>
      ))}
    </ul>
  );
}

function describeBlock({ labels, block }: LaidBlock, total: number): string {
  return `${labels.map(showLabel).join(' › ')}: ${formatBytes(block.bytes)}, ${formatShare(block.bytes, total)}`;
}

/** The picture in words. */
function summarize(root: TreemapBlock): string {
  const groups = [...(root.children ?? [])].sort((left, right) => right.bytes - left.bytes);
  const parts = groups.map(({ label, bytes }) => `${label} ${formatBytes(bytes)} (${formatShare(bytes, root.bytes)})`);
  return `${formatBytes(root.bytes)} in all: ${parts.join(', ')}.`;
}
