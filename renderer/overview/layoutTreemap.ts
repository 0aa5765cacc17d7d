import { hierarchy, treemap, treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { TreemapBlock } from '../../shared/engineApi.ts';

/** A block of the treemap with its place, in CSS pixels from the upper left corner. */
export interface LaidBlock {
  readonly block: TreemapBlock;
  /** Labels from the outermost group to the block. */
  readonly labels: readonly string[];
  /** 1 for a group, 2 and more for what is in it. */
  readonly depth: number;
  /** Whether blocks lie in it: then only its title and its edges are seen. */
  readonly isGroup: boolean;
  /** Whether there is room for its label. */
  readonly isLabelled: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Height of a group's title line. */
export const GROUP_TITLE_HEIGHT = 21;
/** Height of the title line of a module inside a group, and the least size of a module that gets one. */
const MODULE_TITLE_HEIGHT = 14;
const TITLED_MODULE = { width: 72, height: 48, depth: 3 } as const;
/** Least size of a block in which its label can be read. */
const LABELLED_BLOCK = { width: 44, height: 15 } as const;
const GROUP_GAP = 2;
/** Blocks smaller than this in one direction cannot be seen or pointed at. */
const SMALLEST_SIDE = 1;

/** Lays out the blocks below the root, groups before what is in them. Areas are proportional to bytes, but for the titles. */
export function layoutTreemap(root: TreemapBlock, width: number, height: number): readonly LaidBlock[] {
  if (width <= 0 || height <= 0) return [];
  const tree = hierarchy(root, (block) => block.children)
    .sum((block) => (block === root ? 0 : ownBytes(block)))
    .sort((left, right) => (right.value ?? 0) - (left.value ?? 0));
  const placed = treemap<TreemapBlock>()
    .tile(treemapSquarify.ratio(1.2))
    .size([width, height])
    .paddingInner((node) => (node.depth === 0 ? GROUP_GAP : 1))
    .paddingTop(titleHeight)
    .paddingRight((node) => (node.depth === 1 ? GROUP_GAP : 0))
    .paddingBottom((node) => (node.depth === 1 ? GROUP_GAP : 0))
    .paddingLeft((node) => (node.depth === 1 ? GROUP_GAP : 0))
    .round(true)(tree);
  return placed
    .descendants()
    .filter((node) => node.depth > 0 && isVisible(node))
    .map((node) => ({
      block: node.data,
      labels: node
        .ancestors()
        .toReversed()
        .slice(1)
        .map((ancestor) => ancestor.data.label),
      depth: node.depth,
      isGroup: node.children !== undefined,
      isLabelled: isLabelled(node),
      x: node.x0,
      y: node.y0,
      width: node.x1 - node.x0,
      height: node.y1 - node.y0,
    }));
}

function titleHeight(node: HierarchyRectangularNode<TreemapBlock>): number {
  if (node.depth === 0) return 0;
  if (node.depth === 1) return GROUP_TITLE_HEIGHT;
  return node.depth <= TITLED_MODULE.depth && isAtLeast(node, TITLED_MODULE) ? MODULE_TITLE_HEIGHT : 0;
}

function isLabelled(node: HierarchyRectangularNode<TreemapBlock>): boolean {
  return node.children === undefined || node.depth === 1 ? isAtLeast(node, LABELLED_BLOCK) : titleHeight(node) > 0;
}

function isAtLeast(node: HierarchyRectangularNode<TreemapBlock>, size: { width: number; height: number }): boolean {
  return node.x1 - node.x0 >= size.width && node.y1 - node.y0 >= size.height;
}

/** Bytes of a block that none of its parts account for; all of them where it has no parts. */
function ownBytes(block: TreemapBlock): number {
  const inside = block.children?.reduce((sum, child) => sum + child.bytes, 0) ?? 0;
  return Math.max(0, block.bytes - inside);
}

function isVisible(node: HierarchyRectangularNode<TreemapBlock>): boolean {
  return isAtLeast(node, { width: SMALLEST_SIDE, height: SMALLEST_SIDE });
}

/** The block that an arrow key leads to: the nearest centre in that direction, sideways distance counted double. */
export function neighbourOf(
  blocks: readonly LaidBlock[],
  from: number,
  direction: 'left' | 'right' | 'up' | 'down',
): number | undefined {
  const start = blocks[from];
  if (!start) return undefined;
  const dx = { left: -1, right: 1, up: 0, down: 0 }[direction];
  const dy = { left: 0, right: 0, up: -1, down: 1 }[direction];
  let best: number | undefined;
  let bestDistance = Infinity;
  blocks.forEach((block, i) => {
    const x = block.x + block.width / 2 - start.x - start.width / 2;
    const y = block.y + block.height / 2 - start.y - start.height / 2;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    const distance = ahead + 2 * aside;
    if (i !== from && ahead > 0 && distance < bestDistance) {
      best = i;
      bestDistance = distance;
    }
  });
  return best;
}
