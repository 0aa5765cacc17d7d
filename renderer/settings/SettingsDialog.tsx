import { useState, type ReactElement, type ReactNode } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import {
  KEYS_EVERYWHERE,
  KEYS_OF_A_COMPARISON,
  KEYS_OF_THE_SIDEBAR,
  KEYS_OF_THE_TREE,
  type KeyHelp,
} from './keyHelp.ts';
import styles from './SettingsDialog.module.css';

const PAGES = ['General', 'Keyboard'] as const;

/** A person's choices. They hold at once; there is nothing to save. */
export function SettingsDialog(): ReactElement {
  const actions = useActions();
  const [page, setPage] = useState<(typeof PAGES)[number]>('General');
  const close = (): void => actions().setOverlay(undefined);
  return (
    <Dialog label="Settings" width={680} onClose={close}>
      <header className={styles.head}>
        <Logo size={16} />
        <h2 className={styles.title}>Settings</h2>
        <button type="button" className={styles.close} aria-label="Close" onClick={close}>
          <Kbd chord="Escape" />
        </button>
      </header>
      <div className={styles.body}>
        <nav className={styles.pages} aria-label="Settings pages">
          {PAGES.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={name === page ? 'page' : undefined}
              className={joinClasses(styles.page, name === page && styles.selected)}
              onClick={() => setPage(name)}
            >
              {name}
            </button>
          ))}
        </nav>
        <div className={styles.content}>{page === 'General' ? <GeneralPage /> : <KeyboardPage />}</div>
      </div>
    </Dialog>
  );
}

function GeneralPage(): ReactElement {
  const { theme, rows, visibleStatistics, rememberSummaries } = useApp((state) => state.settings);
  const actions = useActions();
  return (
    <>
      <SettingRow title="Theme" text="Follows the system unless set">
        <Segmented
          label="Theme"
          value={theme}
          onChange={(next) => actions().changeSettings({ theme: next })}
          segments={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </SettingRow>
      <SettingRow title="Row height" text="26 px compact, 30 px comfortable">
        <Segmented
          label="Row height"
          value={rows}
          onChange={(next) => actions().changeSettings({ rows: next })}
          segments={[
            { value: 'compact', label: 'Compact' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
        />
      </SettingRow>
      <SettingRow
        title="Statistics for what is visible"
        text="Reads the tensors in view once scrolling rests, modules up to 1 GiB"
      >
        <Segmented
          label="Statistics for what is visible"
          value={visibleStatistics ? 'on' : 'off'}
          onChange={(next) => actions().changeSettings({ visibleStatistics: next === 'on' })}
          segments={[
            { value: 'on', label: 'On' },
            { value: 'off', label: 'Off' },
          ]}
        />
      </SettingRow>
      <SettingRow
        title="Remember finished summaries"
        text="A series keeps each file's figures in your cache folder, so that no file is read twice"
      >
        <Segmented
          label="Remember finished summaries"
          value={rememberSummaries ? 'on' : 'off'}
          onChange={(next) => actions().changeSettings({ rememberSummaries: next === 'on' })}
          segments={[
            { value: 'on', label: 'On' },
            { value: 'off', label: 'Off' },
          ]}
        />
      </SettingRow>
    </>
  );
}

interface SettingRowProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function SettingRow({ title, text, children }: SettingRowProps): ReactElement {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <div>{title}</div>
        <div className={styles.text}>{text}</div>
      </div>
      {children}
    </div>
  );
}

function KeyboardPage(): ReactElement {
  return (
    <>
      <KeyGroup title="Everywhere" keys={KEYS_EVERYWHERE} />
      <KeyGroup title="In the tree" keys={KEYS_OF_THE_TREE} />
      <KeyGroup title="In a comparison" keys={KEYS_OF_A_COMPARISON} />
      <KeyGroup title="In the sidebar" keys={KEYS_OF_THE_SIDEBAR} />
    </>
  );
}

interface KeyGroupProps {
  readonly title: string;
  readonly keys: readonly KeyHelp[];
}

function KeyGroup({ title, keys }: KeyGroupProps): ReactElement {
  return (
    <section>
      <h3 className={styles.group}>{title}</h3>
      <dl>
        {keys.map((key) => (
          <div key={key.title} className={styles.key}>
            <dt>{key.title}</dt>
            <dd>
              <Kbd chord={key.chord} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
