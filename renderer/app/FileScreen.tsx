import { CircleSlash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { OverviewView } from '../overview/OverviewView.tsx';
import { useActions, useApp, useFileView } from '../store/appContext.ts';
import type { FileRecord } from '../store/appState.ts';
import { VIEWS, type ViewId } from '../store/fileView.ts';
import { TensorView } from '../tensor/TensorView.tsx';
import { TreeView } from '../tree/TreeView.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './FileScreen.module.css';
import { LoadingPanel } from './LoadingPanel.tsx';
import { SourceBar } from './SourceBar.tsx';
import type { ViewProps } from './viewProps.ts';

const PANEL_ID = 'view';

const TABS = VIEWS.map((view, position) => ({ ...view, digit: position + 1 }));

const VIEW_COMPONENTS: Readonly<Record<ViewId, (props: ViewProps) => ReactElement>> = {
  overview: OverviewView,
  tree: TreeView,
  tensor: TensorView,
};

/** One file: tabs, and the selected view or what stands in its place while it opens or cannot be read. */
export function FileScreen({ id }: { readonly id: FileId }): ReactElement | undefined {
  const record = useApp((state) => state.files.get(id));
  const view = useFileView(id);
  const actions = useActions();
  if (record === undefined) return undefined;
  return (
    <>
      {record.status.state !== 'failed' && (
        <div className={styles.tabs}>
          <Tabs
            label="Views"
            tabs={TABS}
            selected={view}
            panel={PANEL_ID}
            onSelect={(next) => actions().showView(id, next)}
          />
        </div>
      )}
      {record.status.state === 'ready' && record.status.source.state !== 'same' && (
        <SourceBar source={record.status.source} onReload={() => actions().reloadFile(id)} />
      )}
      <div id={PANEL_ID} role="tabpanel" aria-labelledby={`tab-${view}`} className={styles.panel}>
        <FileBody record={record} view={view} />
      </div>
    </>
  );
}

function FileBody({ record, view }: { readonly record: FileRecord; readonly view: ViewId }): ReactElement | undefined {
  const actions = useActions();
  const { status, grant } = record;
  if (status.state === 'idle') return undefined;
  if (status.state === 'opening') {
    const cancel = (): void => actions().cancelOpen(grant.file);
    return <LoadingPanel name={grant.name} progress={status.progress} onCancel={cancel} />;
  }
  if (status.state === 'ready') {
    const View = VIEW_COMPONENTS[view];
    return <View key={status.file.generation} file={status.file} />;
  }
  if (status.error.code === 'cancelled') {
    return (
      <EmptyState
        icon={<Icon of={CircleSlash2} size={32} />}
        title="Opening was cancelled"
        text={grant.name}
        actions={<Button onClick={() => actions().reloadFile(grant.file)}>Open again</Button>}
      />
    );
  }
  return (
    <ErrorPanel
      error={status.error}
      subject={grant.name}
      onCopy={(text) => actions().copyText(text)}
      actions={
        <>
          <Button onClick={() => actions().reloadFile(grant.file)}>Try again</Button>
          <Button onClick={() => actions().pick('file')}>Open another…</Button>
        </>
      }
    />
  );
}
