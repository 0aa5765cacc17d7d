import { Lock } from 'lucide-react';
import type { ReactElement } from 'react';
import { useApp, useHost } from '../store/appContext.ts';
import type { Subject } from '../store/appState.ts';
import type { ViewId } from '../store/fileView.ts';
import { SeriesStatus } from '../series/SeriesStatus.tsx';
import { viewOf } from '../store/navigationSlice.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import { formatDuration } from '../ui/format/formatTime.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { comparedOf, describeCompared } from './describeCompared.ts';
import { StatisticsStatus } from './StatisticsStatus.tsx';
import styles from './StatusBar.module.css';

type Hint = readonly [chord: string, meaning: string];

const HINTS: Readonly<Record<Exclude<Subject['kind'], 'file'> | ViewId, readonly Hint[]>> = {
  welcome: [
    ['Mod+O', 'open'],
    ['Mod+Shift+O', 'folder'],
    ['Mod+K', 'commands'],
  ],
  folder: [
    ['ArrowUpDown', 'move'],
    ['Enter', 'open'],
    ['Space', 'mark'],
    ['/', 'filter'],
  ],
  comparison: [
    ['X', 'swap'],
    ['I', 'hide identical'],
    ['N', 'next change'],
  ],
  series: [
    [', .', 'epoch'],
    ['Enter', 'compare cell'],
    ['W', 'watch'],
  ],
  overview: [
    ['Alt+1–6', 'views'],
    ['Enter', 'open in tree'],
  ],
  tree: [
    ['ArrowUpDown', 'move'],
    ['ArrowLeftRight', 'fold'],
    ['Enter', 'open'],
    ['/', 'filter'],
  ],
  tensor: [
    ['ArrowUpDown', 'walk in a chart'],
    ['Alt+2', 'tree'],
  ],
};

/** What was read and what never happens, and the keys of the view. */
export function StatusBar(): ReactElement {
  const host = useHost();
  const subject = useApp((state) => state.place.subject);
  const status = useApp((state) => (subject.kind === 'file' ? state.files.get(subject.file)?.status : undefined));
  const statistics = useApp((state) => (subject.kind === 'file' ? state.statistics.get(subject.file) : undefined));
  const view = useApp((state) => (subject.kind === 'file' ? viewOf(state, subject.file) : subject.kind));
  const compared = useApp((state) => (subject.kind === 'comparison' ? comparedOf(state.compared, subject) : undefined));
  const overview = status?.state === 'ready' ? status.file.overview : undefined;
  const promise =
    subject.kind !== 'welcome'
      ? 'Nothing in the file is executed'
      : host.kind === 'desktop'
        ? 'Files stay on this machine'
        : 'Nothing is uploaded';
  return (
    <footer className={styles.bar}>
      <span className={styles.fact}>
        <Icon of={Lock} size={12} />
        {promise}
      </span>
      {overview !== undefined && (
        <>
          <span>
            Read {formatBytes(overview.cost.bytesRead)} of {formatBytes(overview.file.bytes)} in{' '}
            {formatCounted(overview.cost.reads, 'read')}
          </span>
          {statistics === undefined && (
            <span className={styles.wide}>Opened in {formatDuration(overview.cost.ms)}</span>
          )}
        </>
      )}
      {compared !== undefined && <span>{describeCompared(compared)}</span>}
      {subject.kind === 'series' && <SeriesStatus id={subject.folder} />}
      {statistics !== undefined && <StatisticsStatus statistics={statistics} />}
      <span className={styles.space} />
      {(status === undefined || status.state === 'ready') &&
        HINTS[view].map(([chord, meaning]) => (
          <span key={chord} className={styles.hint}>
            <Kbd chord={chord} />
            {meaning}
          </span>
        ))}
    </footer>
  );
}
