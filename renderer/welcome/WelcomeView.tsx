import { Copy, File, Folder } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RecentItem } from '../../shared/hostApi.ts';
import { useActions, useApp, useHost } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatMoment } from '../ui/format/formatTime.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Logo } from '../ui/Logo.tsx';
import styles from './WelcomeView.module.css';

const SHELL_LINES = 'npm start -- "epoch=39-step=9680.ckpt"\nepochscope serve --port 7878';

/** The first screen: a place to drop, what was open before, the sample run, and what the program never does. */
export function WelcomeView(): ReactElement {
  const actions = useActions();
  return (
    <div className={styles.screen}>
      <section className={styles.drop} aria-label="Open">
        <div className={styles.zone}>
          <Logo size={74} tone="soft" />
          <h1 className={styles.title}>Drop checkpoints or a folder</h1>
          <p className={styles.lead}>A file opens as a tree. A folder lists its checkpoints.</p>
          <div className={styles.actions}>
            <Button tone="primary" autoFocus onClick={() => actions().pick('file')}>
              Open file…
            </Button>
            <Button onClick={() => actions().pick('folder')}>Open folder…</Button>
            <Button onClick={() => actions().openSample()}>Open the sample run</Button>
          </div>
          <p className={styles.formats}>
            .ckpt, .pt, .pth, .bin, .safetensors and TorchScript. Recognised by content, not by name.
          </p>
        </div>
      </section>
      <aside className={styles.side} aria-label="Start">
        <ServedFolder />
        <Recents />
        <section>
          <h2 className={styles.heading}>Sample run</h2>
          <div className={styles.card}>
            <div className={styles.sample}>
              <div className={styles.words}>
                <div>
                  <b>A small planner</b> 40 epochs × 242 batches
                </div>
                <div className={styles.note}>5 checkpoints, 797 tensors each in state_dict. 7.8 MiB, built in.</div>
              </div>
              <Button onClick={() => actions().openSample()}>Open</Button>
            </div>
          </div>
        </section>
        <section>
          <h2 className={styles.heading}>What it never does</h2>
          <p className={styles.promise}>
            Execute anything in a file. Change a file. Upload a file.
            <br />
            It reads the directory and the pickle, not the tensors.
          </p>
        </section>
        <section>
          <h2 className={styles.heading}>From a shell</h2>
          <div className={styles.shell}>
            <pre>
              npm start -- &quot;epoch=39-step=9680.ckpt&quot;{'\n'}
              epochscope serve --port 7878 <span className={styles.comment}># over an SSH tunnel</span>
            </pre>
            <IconButton
              size="small"
              label="Copy both lines"
              icon={<Icon of={Copy} />}
              onClick={() => actions().copyText(SHELL_LINES)}
            />
          </div>
        </section>
      </aside>
    </div>
  );
}

/** In a browser: the folder that the server offers. A desktop has no such limits and no such section. */
function ServedFolder(): ReactElement | undefined {
  const { pickerRoot } = useHost();
  const actions = useActions();
  if (pickerRoot === undefined) return undefined;
  return (
    <section>
      <h2 className={styles.heading}>On the server</h2>
      <div className={styles.card}>
        <button
          type="button"
          className={styles.recentButton}
          onClick={() => actions().acceptGrants(Promise.resolve([pickerRoot]))}
        >
          <Icon of={Folder} className={styles.icon} />
          <span className={styles.words}>
            <b className={styles.name}>{pickerRoot.name}</b>
            <span className={styles.note}>the folder that is served; files above it are out of reach</span>
          </span>
        </button>
      </div>
    </section>
  );
}

function Recents(): ReactElement | undefined {
  const recents = useApp((state) => state.recents);
  const actions = useActions();
  if (recents.length === 0) return undefined;
  return (
    <section>
      <div className={styles.headingRow}>
        <h2 className={styles.heading}>Recent</h2>
        <Button tone="quiet" size="small" onClick={() => actions().clearRecents()}>
          Clear
        </Button>
      </div>
      <ul className={styles.card}>
        {recents.map((item) => (
          <li key={item.id} className={styles.recent}>
            <button type="button" className={styles.recentButton} onClick={() => actions().openRecent(item.id)}>
              <Icon of={item.kind === 'folder' ? Folder : File} className={styles.icon} />
              <span className={styles.words}>
                <b className={styles.name}>{item.name}</b>
                <span className={styles.note}>{describeRecent(item)}</span>
              </span>
              {item.bytes !== undefined && <span className={styles.size}>{formatBytes(item.bytes)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeRecent({ kind, folder, opened }: RecentItem): string {
  const place = [kind === 'folder' ? 'folder' : undefined, folder === '' ? undefined : folder];
  return [...place, formatMoment(opened)].filter((part) => part !== undefined).join(', ');
}
