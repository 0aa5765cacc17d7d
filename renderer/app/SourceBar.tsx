import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileStatus } from '../store/appState.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatMoment } from '../ui/format/formatTime.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Bar.module.css';

type Source = Extract<FileStatus, { state: 'ready' }>['source'];

export interface SourceBarProps {
  /** Which file, where several are on screen; begins the sentence. */
  readonly name?: string;
  readonly source: Source;
  readonly onReload: () => void;
}

/** The file on disk is no longer the one that was opened. What is shown stays until the person reloads. */
export function SourceBar({ name = 'This file', source, onReload }: SourceBarProps): ReactElement {
  return (
    <div role="alert" className={styles.bar}>
      <Icon of={TriangleAlert} className={styles.warn} />
      <span className={styles.text}>{describeSource(name, source)}</span>
      <Button size="small" icon={<Icon of={RotateCw} size={12} />} onClick={onReload}>
        Reload
      </Button>
    </div>
  );
}

function describeSource(name: string, source: Source): string {
  if (source.state === 'changed') {
    const now = `now ${formatBytes(source.bytes)}, written ${formatMoment(source.modified)}`;
    return `${name} changed on disk: ${now}. What you see is the file as it was opened.`;
  }
  if (source.state === 'gone') return `${name} was removed or replaced on disk. What you see is what was read of it.`;
  return 'The reader was started again. Reload to ask further questions about this file.';
}
