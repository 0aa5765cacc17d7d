import { ArrowLeft, ArrowRight, Search, Settings } from 'lucide-react';
import type { ReactElement } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Breadcrumb } from './Breadcrumb.tsx';
import styles from './TopBar.module.css';

/** Where one is, the way back, the command palette and the settings. */
export function TopBar(): ReactElement {
  const actions = useActions();
  const hasFile = useApp(({ place }) => place.subject.kind !== 'welcome' && place.subject.kind !== 'folder');
  const canGoBack = useApp((state) => state.past.length > 0);
  const canGoForward = useApp((state) => state.future.length > 0);
  return (
    <header className={styles.bar}>
      <button
        type="button"
        className={styles.home}
        aria-label="Epochscope: welcome screen"
        onClick={() => actions().show({ kind: 'welcome' })}
      >
        <Logo size={17} />
        <span className={styles.name}>Epochscope</span>
      </button>
      <Breadcrumb />
      {(canGoBack || canGoForward) && (
        <span className={styles.history}>
          <IconButton
            label="Back (Alt ←)"
            icon={<Icon of={ArrowLeft} size={15} />}
            disabled={!canGoBack}
            onClick={() => actions().goBack()}
          />
          <IconButton
            label="Forward (Alt →)"
            icon={<Icon of={ArrowRight} size={15} />}
            disabled={!canGoForward}
            onClick={() => actions().goForward()}
          />
        </span>
      )}
      <button type="button" className={styles.palette} onClick={() => actions().setOverlay('palette')}>
        <Icon of={Search} />
        <span className={styles.prompt}>{hasFile ? 'Go to tensor, value, command' : 'Commands'}</span>
        <Kbd chord="Mod+K" />
      </button>
      <IconButton
        label="Settings"
        icon={<Icon of={Settings} size={16} />}
        onClick={() => actions().setOverlay('settings')}
      />
    </header>
  );
}
