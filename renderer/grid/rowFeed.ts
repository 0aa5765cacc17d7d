/** Figures that come to rows after they are on screen, or change there: an external store with a state for each row. */
export interface RowFeed {
  readonly subscribe: (listener: () => void) => () => void;
  /** Grows whenever the state of any row may be another. */
  readonly version: () => number;
  /** What the cells of a row depend on: the row is drawn anew when it is another string. */
  readonly stateOf: (node: number) => string;
  /** Told which rows are on screen, after every time that they were drawn. */
  readonly watch: (nodes: readonly number[]) => void;
}

/** Rows whose figures are all there from the start. */
export const NO_FEED: RowFeed = {
  subscribe: () => () => undefined,
  version: () => 0,
  stateOf: () => '',
  watch: () => undefined,
};
