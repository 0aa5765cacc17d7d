import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { SeriesView } from '../series/SeriesView.tsx';
import { useActions, useApp } from '../store/appContext.ts';
import { OPEN_FILES } from '../store/runState.ts';
import { isSameSeries, listSeriesFiles, type SeriesFile } from '../store/seriesFiles.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import styles from './FileScreen.module.css';
import { PANEL_ID, SubjectTabs } from './SubjectTabs.tsx';
import { WaitingLine } from './WaitingLine.tsx';

/** All checkpoints of a folder: tabs, and their series. */
export function SeriesScreen({ folder }: { readonly folder: FileId }): ReactElement {
  return (
    <>
      <SubjectTabs selected="series" />
      <div id={PANEL_ID} role="tabpanel" aria-labelledby="tab-series" className={styles.panel}>
        <Series folder={folder} />
      </div>
    </>
  );
}

function Series({ folder }: { readonly folder: FileId }): ReactElement | undefined {
  const actions = useActions();
  const record = useApp((state) => state.folders.get(folder));
  const known = useApp((state) => state.files);
  const peeks = useApp((state) => state.peeks);
  const being = useApp((state) => state.writing);
  const isWatched = useApp((state) => state.watched.has(folder));
  const listed = listSeriesFiles({ ...actions(), files: known, writing: being }, folder);
  const files = useSameSeries(listed.files);
  const writing = useSameSeries(listed.writing);
  const engine = record?.grant.engine ?? known.get(files[0]?.file ?? '')?.grant.engine ?? 'host';
  useEffect(() => {
    const ids = files.map(({ file }) => file);
    if (folder !== OPEN_FILES) actions().requestPeeks(engine, ids);
  }, [actions, engine, folder, files]);
  const watch = useMemo(
    () => ({ active: isWatched, set: (active: boolean) => actions().setWatched(folder, active) }),
    [actions, folder, isWatched],
  );

  const unread = folder === OPEN_FILES ? [] : files.filter(({ file }) => !peeks.has(file));
  const isListed = folder === OPEN_FILES || (record !== undefined && record.listing !== 'running');
  // Until each file was looked into, one that is being written would be taken for damaged.
  const [isReady, setIsReady] = useState(false);
  if (!isReady && isListed && unread.length === 0) setIsReady(true);
  if (!isReady) return <LookingInside done={files.length - unread.length} total={files.length} />;
  return (
    <SeriesView
      key={folder}
      id={folder}
      engine={actions().engineFor(engine)}
      title={record?.grant.name ?? 'Open files'}
      files={files}
      writing={writing}
      {...(folder !== OPEN_FILES && engine === 'host' && { watch })}
      onCompare={(left, right) => actions().compareFiles(left, right)}
    />
  );
}

/** The same array as long as it holds the same: what it is given to asks anew for another one. */
function useSameSeries(list: readonly SeriesFile[]): readonly SeriesFile[] {
  const [same, setSame] = useState(list);
  if (isSameSeries(same, list)) return same;
  setSame(list);
  return list;
}

function LookingInside({ done, total }: { readonly done: number; readonly total: number }): ReactElement {
  const words = `Looking into ${formatCounted(total, 'checkpoint')}`;
  return <WaitingLine words={words} share={total === 0 ? undefined : done / total} />;
}
