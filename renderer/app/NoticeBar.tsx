import { TriangleAlert, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Bar.module.css';

/** A failure that belongs to no file: a path that names nothing, a folder that may not be read. It stays until dismissed. */
export function NoticeBar(): ReactElement | undefined {
  const notice = useApp((state) => state.notice);
  const actions = useActions();
  if (notice === undefined) return undefined;
  return (
    <div role="alert" className={styles.bar}>
      <Icon of={TriangleAlert} className={styles.warn} />
      <span className={styles.text}>
        {notice.message} {notice.advice} <code>{notice.code}</code>
      </span>
      <IconButton size="small" label="Dismiss" icon={<Icon of={X} />} onClick={() => actions().setNotice(undefined)} />
    </div>
  );
}
