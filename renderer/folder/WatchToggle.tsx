import { Eye, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './FolderView.module.css';

/** Looks for new checkpoints while it is on. Nothing for what was dropped into a page: that does not change any more. */
export function WatchToggle({ folder }: { readonly folder: FileId }): ReactElement | undefined {
  const actions = useActions();
  const isHost = useApp((state) => state.folders.get(folder)?.grant.engine === 'host');
  const watched = useApp((state) => state.watched.get(folder));
  if (!isHost) return undefined;
  const { problem } = watched ?? {};
  const help =
    watched === undefined
      ? 'Look for new checkpoints every few seconds (W)'
      : problem === undefined
        ? 'New checkpoints appear by themselves (W)'
        : `The latest look failed and is tried again: ${problem.message}`;
  return (
    <Button
      size="small"
      className={joinClasses(styles.watch, watched !== undefined && styles.watching, problem && styles.trouble)}
      icon={<Icon of={problem === undefined ? Eye : TriangleAlert} size={13} />}
      aria-pressed={watched !== undefined}
      aria-label={problem === undefined ? 'Watch' : 'Watch, the latest look failed'}
      title={help}
      onClick={() => actions().setWatched(folder, watched === undefined)}
    >
      {watched === undefined ? 'Watch' : problem === undefined ? 'Watching' : 'No answer'}
    </Button>
  );
}
