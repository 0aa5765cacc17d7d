import type { ReactElement } from 'react';
import type { ErrorData } from '../../shared/inspectError.ts';
import { copyWithPage } from '../host/copyWithPage.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Logo } from '../ui/Logo.tsx';
import styles from './ConnectScreen.module.css';

/** The page without its server: says why, and how to come by the link again. */
export function ConnectScreen({ error }: { readonly error: ErrorData }): ReactElement {
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <Logo size={17} />
        Epochscope
      </header>
      <ErrorPanel
        error={error}
        onCopy={(text) => void copyWithPage(text)}
        actions={
          <Button tone="primary" onClick={() => window.location.reload()}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
