import type { ReactElement } from 'react';
import type { ErrorData } from '../../shared/inspectError.ts';
import { useActions } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';

/** The engine is gone: everything on screen is stale, so the panel takes the place of the view. */
export function LostPanel({ error }: { readonly error: ErrorData }): ReactElement {
  const actions = useActions();
  return (
    <ErrorPanel
      error={error}
      onCopy={(text) => actions().copyText(text)}
      actions={
        <Button tone="primary" onClick={() => window.location.reload()}>
          Connect again
        </Button>
      }
    />
  );
}
