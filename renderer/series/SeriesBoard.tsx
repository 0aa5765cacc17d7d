import { useEffect, useRef, type ReactElement } from 'react';
import type { SeriesViewProps } from '../app/viewProps.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import { seriesViewOf } from '../store/seriesSlice.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { labelCheckpoints } from './checkpointLabels.ts';
import styles from './SeriesBoard.module.css';
import { SeriesTableau } from './SeriesTableau.tsx';
import { Timeline } from './Timeline.tsx';
import { useSeriesTree } from './useSeriesTree.ts';
import { WatchChip } from './WatchChip.tsx';

export interface SeriesBoardProps extends SeriesViewProps {
  readonly overview: SeriesOverview;
  readonly onAgain: () => void;
}

/** A series that was read: its timeline, and below it the matrix with details. */
export function SeriesBoard(props: SeriesBoardProps): ReactElement {
  const { id, engine, overview, writing, watch, onCompare, onAgain } = props;
  const actions = useActions();
  const view = useApp((state) => seriesViewOf(state, id));
  const area = useRef<HTMLDivElement>(null);
  const answer = useSeriesTree({ id, engine, overview, section: view.section, area });
  const table = answer.value;
  useReadAgain(answer.error?.code, onAgain);
  // Until the newer tree is there, the timeline too shows the series that the rows belong to.
  const shown = table?.overview ?? overview;
  const { checkpoints } = shown;
  const chosen = findChosen(shown, view.chosen);
  const choose = (position: number): void => {
    const checkpoint = checkpoints[Math.max(0, Math.min(checkpoints.length - 1, position))];
    const isLast = checkpoint === checkpoints.at(-1);
    // The last one stays the last one when others come after it.
    actions().updateSeriesView(id, { chosen: isLast ? undefined : checkpoint?.file });
  };
  const compare = (position: number): void => {
    const right = Math.max(1, position);
    const [before, after] = [checkpoints[right - 1], checkpoints[right]];
    if (!before || !after) return;
    choose(right);
    onCompare(before.file, after.file);
  };
  return (
    <>
      <Timeline
        checkpoints={checkpoints}
        writing={writing}
        // A file that cannot be read is in the folder all the same.
        where={shown.unreadable.length > 0 ? 'this series' : 'this folder'}
        chosen={chosen}
        onChoose={choose}
        onActivate={() => compare(chosen)}
        aside={watch && <WatchChip watch={watch} />}
      />
      <div ref={area} className={styles.area}>
        {table && table.section === view.section ? (
          <SeriesTableau
            key={`${table.section}#${table.structure}`}
            {...props}
            overview={shown}
            table={table}
            view={view}
            labels={labelCheckpoints(checkpoints)}
            chosen={chosen}
            onChoose={choose}
            onCompareAt={compare}
          />
        ) : (
          answer.error && (
            <ErrorPanel
              error={answer.error}
              subject={props.title}
              onCopy={(text) => actions().copyText(text)}
              actions={<Button onClick={onAgain}>Read again</Button>}
            />
          )
        )}
      </div>
    </>
  );
}

function findChosen({ checkpoints }: SeriesOverview, file: string | undefined): number {
  const position = checkpoints.findIndex((checkpoint) => checkpoint.file === file);
  return position < 0 ? checkpoints.length - 1 : position;
}

/** Reads once more when the engine no longer keeps the series, or was started again; not twice, lest it never ends. */
function useReadAgain(code: string | undefined, onAgain: () => void): void {
  const isDone = useRef(false);
  const isLost = code === 'engine/closed' || code === 'engine/replaced';
  useEffect(() => {
    if (!isLost || isDone.current) return;
    isDone.current = true;
    onAgain();
  }, [isLost, onAgain]);
}
