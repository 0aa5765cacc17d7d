import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { OverviewView } from '../overview/OverviewView.tsx';
import { useActions, useApp, useFileView } from '../store/appContext.ts';
import type { ViewId } from '../store/fileView.ts';
import { TensorView } from '../tensor/TensorView.tsx';
import { TreeView } from '../tree/TreeView.tsx';
import styles from './FileScreen.module.css';
import { OpeningState } from './OpeningState.tsx';
import { SourceBar } from './SourceBar.tsx';
import { PANEL_ID, SubjectTabs } from './SubjectTabs.tsx';
import type { ViewProps } from './viewProps.ts';

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
  const { status } = record;
  const View = VIEW_COMPONENTS[view];
  return (
    <>
      {status.state !== 'failed' && <SubjectTabs selected={view} />}
      {status.state === 'ready' && status.source.state !== 'same' && (
        <SourceBar source={status.source} onReload={() => actions().reloadFile(id)} />
      )}
      <div id={PANEL_ID} role="tabpanel" aria-labelledby={`tab-${view}`} className={styles.panel}>
        {status.state === 'ready' ? (
          <View key={status.file.generation} file={status.file} />
        ) : (
          <OpeningState record={record} />
        )}
      </div>
    </>
  );
}
