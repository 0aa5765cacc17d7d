import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import styles from './Dialog.module.css';
import { joinClasses } from './joinClasses.ts';

/** Attribute of the element inside a dialog that has the focus at first; without one it is the dialog itself. */
export const FIRST_FOCUS = 'data-first-focus';

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
    // Left alone the browser focuses the first button, which is rarely what a person came for.
    (dialog?.querySelector<HTMLElement>(`[${FIRST_FOCUS}]`) ?? dialog)?.focus();
    return () => {
      dialog?.close();
      // Unless what the dialog did has already taken the focus elsewhere.
      const isFree = document.activeElement === document.body || dialog?.contains(document.activeElement) === true;
      if (isFree && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
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
