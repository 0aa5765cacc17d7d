import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { columnOf } from './treeColumns.ts';
import type { TreeTable } from './useTreeTable.ts';
import styles from './TreeHeader.module.css';

/** Pixels that an arrow key with Shift adds to a column. */
const KEY_STEP = 8;

type Header = ReturnType<TreeTable['getFlatHeaders']>[number];

/**
 * The column headers: one stop for Tab, arrows move between them, Enter sorts, Shift with arrows changes a width. A column
 * is dragged at its left edge; the name takes what is left.
 */
export function TreeHeader({ table }: { readonly table: TreeTable }): ReactElement {
  const [current, setCurrent] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const headers = table.getFlatHeaders();
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const header = headers[current];
    if (event.shiftKey && header) resize(table, header, header.getSize() + step * KEY_STEP);
    else row.current?.querySelectorAll('button')[Math.max(0, Math.min(headers.length - 1, current + step))]?.focus();
  };
  return (
    <div role="rowgroup" className={styles.group}>
      <div ref={row} role="row" aria-rowindex={1} className={styles.row} onKeyDown={onKeyDown}>
        {headers.map((header, position) => (
          <HeaderCell
            key={header.id}
            table={table}
            header={header}
            isStop={position === Math.min(current, headers.length - 1)}
            onFocus={() => setCurrent(position)}
          />
        ))}
      </div>
    </div>
  );
}

interface HeaderCellProps {
  readonly table: TreeTable;
  readonly header: Header;
  readonly isStop: boolean;
  readonly onFocus: () => void;
}

function HeaderCell({ table, header, isStop, onFocus }: HeaderCellProps): ReactElement {
  const column = columnOf(header.id);
  const sorted = header.column.getIsSorted();
  return (
    <div
      role="columnheader"
      aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      className={joinClasses(styles.cell, styles[column?.align ?? 'start'])}
    >
      {header.id !== 'name' && <ResizeEdge table={table} header={header} />}
      <button
        type="button"
        className={styles.button}
        tabIndex={isStop ? 0 : -1}
        title={`${column?.title ?? ''}. ${nextOrder(header)}`}
        aria-label={column?.longName}
        aria-description="Shift with arrow keys changes the width"
        onFocus={onFocus}
        onClick={header.column.getToggleSortingHandler()}
      >
        {column?.header}
        {sorted !== false && <Icon of={sorted === 'asc' ? ArrowUp : ArrowDown} size={12} />}
      </button>
    </div>
  );
}

function nextOrder(header: Header): string {
  const next = header.column.getNextSortingOrder();
  if (next === false) return 'Click for the order of the file';
  return next === 'asc' ? 'Click to sort, smallest first' : 'Click to sort, largest first';
}

function ResizeEdge({ table, header }: { readonly table: TreeTable; readonly header: Header }): ReactElement {
  const start = useRef<{ readonly x: number; readonly size: number } | undefined>(undefined);
  return (
    <span
      className={styles.edge}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, size: header.getSize() };
      }}
      onPointerMove={(event) => {
        if (start.current) resize(table, header, start.current.size + start.current.x - event.clientX);
      }}
      onLostPointerCapture={() => {
        start.current = undefined;
      }}
      onDoubleClick={() => header.column.resetSize()}
    />
  );
}

function resize(table: TreeTable, header: Header, size: number): void {
  const { minSize = 40, maxSize = 640 } = header.column.columnDef;
  const width = Math.round(Math.max(minSize, Math.min(maxSize, size)));
  table.setColumnSizing((sizes) => ({ ...sizes, [header.id]: width }));
}
