import type { ReactElement } from 'react';
import { layOutBars } from './histogramPlot.ts';
import styles from './Sparkline.module.css';

const WIDTH = 64;
const HEIGHT = 16;

/** A histogram the size of a word. It is decoration: the figures beside it say what matters. */
export function Sparkline({ counts }: { readonly counts: Float64Array }): ReactElement {
  return (
    <svg className={styles.bars} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {layOutBars(counts, WIDTH, HEIGHT - 1).map(({ left, width, height }) => (
        <rect key={left} x={left} y={HEIGHT - 1 - height} width={width} height={height} />
      ))}
      <rect className={styles.base} x={0} y={HEIGHT - 1} width={WIDTH} height={1} />
    </svg>
  );
}
