import { joinClasses } from '../ui/joinClasses.ts';
import styles from './cells.module.css';

/** Where the content of a cell stands: figures at the end, words at the start, drawings in the middle of the height. */
export type CellLook = 'end' | 'start' | 'picture';

interface Tones {
  readonly plain: string;
  readonly quiet: string;
}

const CLASSES: Readonly<Record<CellLook, Tones>> = {
  end: tonesOf('end'),
  start: tonesOf('start'),
  picture: tonesOf('picture'),
};

/** Classes of a cell: mono figures, clipped. `quiet`: the figures of a group, which stand back behind those of tensors. */
export function cellClass(look: CellLook, tone: keyof Tones = 'plain'): string {
  return CLASSES[look][tone];
}

function tonesOf(look: CellLook): Tones {
  const plain = joinClasses(styles.figure, styles[look]);
  return { plain, quiet: joinClasses(plain, styles.quiet) };
}
