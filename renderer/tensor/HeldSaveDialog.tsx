import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog, FIRST_FOCUS } from '../ui/Dialog.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import styles from './HeldSaveDialog.module.css';

const WIDTH = 420;

export interface HeldSaveDialogProps {
  readonly bytes: number;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** Says what a large save costs in a browser that cannot write to a file piece by piece, before anything is read. */
export function HeldSaveDialog({ bytes, onSave, onClose }: HeldSaveDialogProps): ReactElement {
  return (
    <Dialog label="Save a large file" width={WIDTH} onClose={onClose}>
      <div className={styles.body}>
        <h2 className={styles.title}>This browser holds all {formatBytes(bytes)} before it saves</h2>
        <p>
          It cannot write a file piece by piece, so the whole file is kept in memory first, and a page that runs out of
          it is closed. Chrome, Edge, the desktop application and <code>epochscope export</code> write as they read.
        </p>
        <div className={styles.actions}>
          <Button onClick={onSave}>Save anyway</Button>
          <Button tone="primary" {...{ [FIRST_FOCUS]: '' }} onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
