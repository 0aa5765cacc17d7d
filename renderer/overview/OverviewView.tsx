import type { ReactElement } from 'react';
import type { ViewProps } from '../app/viewProps.ts';
import { useActions } from '../store/appContext.ts';
import { BytesByKind } from './BytesByKind.tsx';
import { ByteTreemap } from './ByteTreemap.tsx';
import { CounterChecks } from './CounterChecks.tsx';
import { DataTypes, Storages } from './DataTypes.tsx';
import { Findings } from './Findings.tsx';
import { KeyFigures } from './KeyFigures.tsx';
import { TopLevel } from './TopLevel.tsx';
import styles from './OverviewView.module.css';

/** One checkpoint at a glance: figures, where its bytes are, whether its counters agree, what was found. */
export function OverviewView({ file }: ViewProps): ReactElement {
  const actions = useActions();
  const { overview } = file;
  const goTo = (node: number): void => actions().goToNode(file.id, node);
  return (
    <div className={styles.overview}>
      <KeyFigures overview={overview} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {overview.treemap.bytes > 0 && <ByteTreemap root={overview.treemap} onGoTo={goTo} />}
          <div className={styles.tables}>
            <BytesByKind shares={overview.bytesByKind} fileBytes={overview.file.bytes} />
            <div className={styles.stack}>
              <DataTypes overview={overview} />
              <Storages sharing={overview.sharing} />
            </div>
          </div>
        </div>
        <div className={styles.side}>
          {overview.counterChecks.length > 0 && <CounterChecks checks={overview.counterChecks} />}
          <Findings findings={overview.findings} onGoTo={goTo} />
          <TopLevel overview={overview} onGoTo={goTo} />
        </div>
      </div>
    </div>
  );
}
