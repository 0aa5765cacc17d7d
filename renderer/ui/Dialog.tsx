import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import styles from './Dialog.module.css';

export interface DialogProps {
  /** Accessible name. */
  readonly label: string;
  readonly onClose: () => void;
  readonly width: number;
  /** `top` hangs below the top bar, as the command palette does. */
  readonly place?: 'centre' | 'top';
  readonly children: ReactNode;
}

/** A modal native dialog: focus stays inside, Esc and a click beside it close it, focus returns where it was. */
export function Dialog({ label, onClose, width, place = 'centre', children }: DialogProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={label}
      className={joinClasses(styles.dialog, styles[place])}
      style={{ width: `min(${width}px, calc(100vw - 48px))` }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.body}>{children}</div>
    </dialog>
  );
}
