import { File, Folder, TriangleAlert, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './SidebarItem.module.css';
import type { SidebarRow } from './sidebarRows.ts';

export interface SidebarItemProps {
  readonly row: SidebarRow;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isSelected: boolean;
  /** Whether the keyboard is on it. */
  readonly isActive: boolean;
  readonly onShow: () => void;
  readonly onClose: (() => void) | undefined;
}

/** One line of the sidebar. */
export function SidebarItem({ row, top, isSelected, isActive, onShow, onClose }: SidebarItemProps): ReactElement {
  const style = { transform: `translateY(${top}px)` };
  if (row.kind === 'heading') {
    return (
      <div role="presentation" className={joinClasses(styles.row, styles.heading)} style={style}>
        {row.text}
      </div>
    );
  }
  const name = row.kind === 'folder' ? row.grant.name : row.name;
  const problem = row.kind === 'file' ? row.problem : undefined;
  return (
    <div
      id={`side-${row.key}`}
      role="option"
      aria-selected={isSelected}
      aria-label={row.kind === 'folder' ? `Folder ${name}` : row.label}
      title={problem === undefined ? name : `${name}\n${problem}`}
      className={joinClasses(styles.row, row.kind === 'folder' && styles.folder, isSelected && styles.selected)}
      data-active={isActive}
      style={style}
      onClick={onShow}
    >
      <ItemFace row={row} />
      {onClose !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.close}
          aria-label={`Close ${name}`}
          title="Close (Delete)"
          onClick={(event) => {
            event.stopPropagation();
            onClose();
          }}
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </div>
  );
}

function ItemFace({ row }: { readonly row: Exclude<SidebarRow, { kind: 'heading' }> }): ReactElement {
  if (row.kind === 'folder') {
    return (
      <>
        <Icon of={Folder} className={styles.icon} />
        <span className={styles.label}>{row.grant.name}</span>
        <span className={styles.note}>{formatCount(row.checkpoints)}</span>
      </>
    );
  }
  return (
    <>
      <span className={joinClasses(styles.mark, row.short !== undefined && styles.numbered)}>
        <Icon
          of={row.problem === undefined ? File : TriangleAlert}
          className={row.problem === undefined ? styles.icon : styles.problem}
        />
        {row.short !== undefined && <span className={styles.short}>{row.short}</span>}
      </span>
      <span className={styles.label}>{row.label}</span>
      {row.note !== undefined && <span className={styles.note}>{row.note}</span>}
    </>
  );
}
