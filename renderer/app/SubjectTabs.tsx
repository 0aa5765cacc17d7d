import type { ReactElement } from 'react';
import { useActions } from '../store/appContext.ts';
import { showTab, TABS, type TabId } from '../store/tabs.ts';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './FileScreen.module.css';

/** Id of the element that shows the answer to the selected question. */
export const PANEL_ID = 'view';

/** The questions that can be asked about the subject. */
export function SubjectTabs({ selected }: { readonly selected: TabId }): ReactElement {
  const actions = useActions();
  return (
    <div className={styles.tabs}>
      <Tabs
        label="Views"
        tabs={TABS}
        selected={selected}
        panel={PANEL_ID}
        onSelect={(tab) => showTab(actions(), tab)}
      />
    </div>
  );
}
