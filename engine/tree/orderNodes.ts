/** Where nodes that were made in walking order stand in preorder. */
export interface NodeOrder {
  /** Preorder number of each node made. */
  readonly position: Uint32Array;
  /** True where walking order and preorder are the same, so that nothing needs to move. */
  readonly unmoved: boolean;
  /** By preorder number: one past the last descendant. */
  readonly end: Uint32Array;
  /** By preorder number: −1 for the root. */
  readonly parent: Int32Array;
  /** By preorder number, from 0 for the root; stays at 65,535 below that depth. */
  readonly depth: Uint16Array;
}

const DEEPEST = 0xffff;

/**
 * Puts nodes into preorder. Siblings keep the order in which they were made; the two orders differ where a module gathers
 * keys that do not follow each other. Every parent must have been made before its children; node 0 is the root.
 */
export function orderNodes(madeParent: Int32Array): NodeOrder {
  const count = madeParent.length;
  const size = new Uint32Array(count).fill(1);
  for (let made = count - 1; made > 0; made--) {
    const parent = madeParent[made] ?? 0;
    size[parent] = (size[parent] ?? 0) + (size[made] ?? 0);
  }
  const position = new Uint32Array(count);
  const nextChild = new Uint32Array(count);
  const end = new Uint32Array(count);
  const parent = new Int32Array(count).fill(-1);
  const depth = new Uint16Array(count);
  nextChild[0] = 1;
  end[0] = count;
  let unmoved = true;
  for (let made = 1; made < count; made++) {
    const above = madeParent[made] ?? 0;
    const place = nextChild[above] ?? 0;
    const after = place + (size[made] ?? 0);
    const placeAbove = position[above] ?? 0;
    nextChild[above] = after;
    position[made] = place;
    nextChild[made] = place + 1;
    end[place] = after;
    parent[place] = placeAbove;
    depth[place] = Math.min((depth[placeAbove] ?? 0) + 1, DEEPEST);
    unmoved &&= place === made;
  }
  return { position, unmoved, end, parent, depth };
}
