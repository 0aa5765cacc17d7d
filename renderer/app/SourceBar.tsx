import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileStatus } from '../store/appState.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatMoment } from '../ui/format/formatTime.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Bar.module.css';

type Source = Extract<FileStatus, { state: 'ready' }>['source'];

const WORDS = {
  same: '',
  gone: 'This file was removed or replaced on disk. What you see is what was read of it.',
  lost: 'The reader was started again. Reload to ask further questions about this file.',
} as const;

export interface SourceBarProps {
  readonly source: Source;
  readonly onReload: () => void;
}

/** The file on disk is no longer the one that was opened. What is shown stays until the person reloads. */
export function SourceBar({ source, onReload }: SourceBarProps): ReactElement {
  return (
    <div role="alert" className={styles.bar}>
      <Icon of={TriangleAlert} className={styles.warn} />
      <span className={styles.text}>{describeSource(source)}</span>
      <Button size="small" icon={<Icon of={RotateCw} size={12} />} onClick={onReload}>
        Reload
      </Button>
    </div>
  );
}

function describeSource(source: Source): string {
  if (source.state === 'changed') {
    const now = `now ${formatBytes(source.bytes)}, written ${formatMoment(source.modified)}`;
    return `This file changed on disk: ${now}. What you see is the file as it was opened.`;
  }
  return WORDS[source.state];
}
