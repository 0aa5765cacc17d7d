import { ArrowLeftRight, ChartLine } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import { titleMarked } from '../store/titleMarked.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './FolderView.module.css';

/** What the checkpoints of a folder can be asked together: two that are marked, or all of them. */
export function FolderFoot({ folder }: { readonly folder: FileId }): ReactElement | undefined {
  const actions = useActions();
  const count = useApp(({ folders, writing }) => {
    const entries = folders.get(folder)?.entries ?? [];
    return entries.filter(({ kind, file }) => kind === 'checkpoint' && !writing.has(file)).length;
  });
  const marks = useApp((state) => state.marks);
  const title = useApp(titleMarked);
  const [first, second] = marks;
  if (count < 2 && marks.length < 2) return undefined;
  return (
    <footer className={styles.foot}>
      <span className={styles.hint}>{title === undefined && <Hint marked={marks.length} />}</span>
      {count > 1 && (
        <Button icon={<Icon of={ChartLine} />} onClick={() => actions().show({ kind: 'series', folder })}>
          Series of {formatCount(count)}
        </Button>
      )}
      {title !== undefined && first !== undefined && second !== undefined && (
        <Button
          tone="primary"
          icon={<Icon of={ArrowLeftRight} />}
          onClick={() => actions().compareFiles(first, second)}
        >
          {title}
        </Button>
      )}
    </footer>
  );
}

function Hint({ marked }: { readonly marked: number }): ReactElement {
  if (marked > 2) return <>Two are compared at a time: leave two marked</>;
  return (
    <>
      <Kbd chord="Space" />{' '}
      {marked === 0 ? 'marks a checkpoint; two can be compared' : 'mark one more to compare the two'}
    </>
  );
}
