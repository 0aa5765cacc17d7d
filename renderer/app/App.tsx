import { useEffect, type ReactElement } from 'react';
import { FilePicker } from '../folder/FilePicker.tsx';
import { FolderView } from '../folder/FolderView.tsx';
import { CommandPalette } from '../palette/CommandPalette.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { useApp } from '../store/appContext.ts';
import { WelcomeView } from '../welcome/WelcomeView.tsx';
import styles from './App.module.css';
import { CompareScreen } from './CompareScreen.tsx';
import { DropTarget } from './DropTarget.tsx';
import { FileScreen } from './FileScreen.tsx';
import { LostPanel } from './LostPanel.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { SeriesScreen } from './SeriesScreen.tsx';
import { Sidebar } from './Sidebar.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useFolderWatch } from './useFolderWatch.ts';
import { useGlobalKeys } from './useGlobalKeys.ts';
import { useHostEvents } from './useHostEvents.ts';
import { useSourceChecks } from './useSourceChecks.ts';

/** The window: bars around one subject, dialogs above it, the whole of it a drop target. */
export function App(): ReactElement {
  useAppearance();
  useGlobalKeys();
  useHostEvents();
  useSourceChecks();
  useFolderWatch();
  const lost = useApp((state) => state.lost);
  const overlay = useApp((state) => state.overlay);
  const hasSidebar = useApp((state) => state.files.size > 0 || state.openFolders.length > 0);
  return (
    <div className={styles.window}>
      <TopBar />
      <div className={styles.middle}>
        {hasSidebar && <Sidebar />}
        <main className={styles.main}>
          <NoticeBar />
          {lost === undefined ? <SubjectView /> : <LostPanel error={lost} />}
        </main>
      </div>
      <StatusBar />
      {overlay === 'palette' && <CommandPalette />}
      {overlay === 'settings' && <SettingsDialog />}
      {(overlay === 'pick-file' || overlay === 'pick-folder') && <FilePicker key={overlay} kind={overlay} />}
      <DropTarget />
    </div>
  );
}

function SubjectView(): ReactElement {
  const subject = useApp((state) => state.place.subject);
  if (subject.kind === 'file') return <FileScreen key={subject.file} id={subject.file} />;
  if (subject.kind === 'folder') return <FolderView key={subject.folder} id={subject.folder} />;
  if (subject.kind === 'comparison') return <CompareScreen subject={subject} />;
  if (subject.kind === 'series') return <SeriesScreen key={subject.folder} folder={subject.folder} />;
  return <WelcomeView />;
}

/** Theme and row height are attributes of the document: tokens.css hangs on them. */
function useAppearance(): void {
  const { theme, rows } = useApp((state) => state.settings);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    dataset['rows'] = rows;
  }, [theme, rows]);
}
