import { FileInput } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useActions, useHost } from '../store/appContext.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './DropTarget.module.css';

/** The whole window takes files and folders. While something hovers it says so; the rest of the page is covered. */
export function DropTarget(): ReactElement | undefined {
  const host = useHost();
  const actions = useActions();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    // A drag enters every element that it passes: only the outermost counts.
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(true);
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onLeave = (): void => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      // Always: without it the browser would leave the page for the dropped file.
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      if (hasFiles(event) && event.dataTransfer !== null) actions().acceptGrants(host.grantDropped(event.dataTransfer));
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('dragenter', onEnter, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [host, actions]);
  if (!isOver) return undefined;
  return (
    <div className={styles.cover} aria-hidden="true">
      <div className={styles.target}>
        <Icon of={FileInput} size={20} className={styles.icon} />
        <b className={styles.title}>Drop to open</b>
        <span>Checkpoints open in the sidebar, a folder lists what it holds</span>
      </div>
    </div>
  );
}
