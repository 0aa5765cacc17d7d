import { ArrowLeftRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import { titleMarked } from '../store/titleMarked.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './Sidebar.module.css';

/** Compares the two marked files; nothing where there are not two. The folder list has a button of its own. */
export function CompareMarked(): ReactElement | undefined {
  const actions = useActions();
  const marks = useApp((state) => state.marks);
  const title = useApp(titleMarked);
  const isListed = useApp((state) => state.place.subject.kind === 'folder');
  const [first, second] = marks;
  if (title === undefined || first === undefined || second === undefined || isListed) return undefined;
  return (
    <Button
      tone="primary"
      className={styles.compare}
      icon={<Icon of={ArrowLeftRight} />}
      aria-label={title}
      title={title}
      onClick={() => actions().compareFiles(first, second)}
    >
      <span className={styles.word}>{title}</span>
    </Button>
  );
}
