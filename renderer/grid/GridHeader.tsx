import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import type { GridTable } from './useGridTable.ts';
import styles from './GridHeader.module.css';

/** Pixels that an arrow key with Shift adds to a column. */
const KEY_STEP = 8;

export interface GridHeaderProps {
  readonly table: GridTable;
  /** Whether the name stays in sight when the columns are scrolled sideways. */
  readonly pinned: boolean;
}

type Header = ReturnType<GridTable['table']['getFlatHeaders']>[number];

/**
 * The column headers: one stop for Tab, arrows move between them, Enter sorts, Shift with arrows changes a width. A column
 * is dragged at its left edge; the name takes what is left.
 */
export function GridHeader({ table, pinned }: GridHeaderProps): ReactElement {
  const [current, setCurrent] = useState('');
  const row = useRef<HTMLDivElement>(null);
  const headers = table.table.getFlatHeaders();
  const stops = headers.filter((header) => isStop(table, header));
  const stop = stops.find(({ id }) => id === current) ?? stops[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || stop === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(stops.length - 1, stops.indexOf(stop) + step));
    if (!event.shiftKey) row.current?.querySelectorAll('button')[next]?.focus();
    else if (table.resizable) resize(table, stop, stop.getSize() + step * KEY_STEP);
  };
  return (
    <div role="rowgroup" className={styles.group}>
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className={joinClasses(styles.row, pinned && styles.pinned)}
        onKeyDown={onKeyDown}
      >
        {headers.map((header) => (
          <HeaderCell
            key={header.id}
            table={table}
            header={header}
            isCurrent={header === stop}
            onFocus={() => setCurrent(header.id)}
          />
        ))}
      </div>
    </div>
  );
}

function isStop({ resizable }: GridTable, { column }: Header): boolean {
  return resizable || column.getCanSort();
}

interface HeaderCellProps {
  readonly table: GridTable;
  readonly header: Header;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
}

function HeaderCell({ table, header, isCurrent, onFocus }: HeaderCellProps): ReactElement {
  const column = table.columns.find(({ id }) => id === header.id);
  const sorted = header.column.getIsSorted();
  const isSortable = header.column.getCanSort();
  return (
    <div
      role="columnheader"
      aria-sort={isSortable ? describeSort(sorted) : undefined}
      className={joinClasses(styles.cell, styles[column?.align ?? 'start'])}
    >
      {table.resizable && header !== table.table.getFlatHeaders()[0] && <ResizeEdge table={table} header={header} />}
      {isStop(table, header) ? (
        <button
          type="button"
          className={styles.button}
          tabIndex={isCurrent ? 0 : -1}
          title={isSortable ? `${column?.title ?? ''}. ${nextOrder(header)}` : column?.title}
          aria-label={column?.longName}
          aria-description={table.resizable ? 'Shift with arrow keys changes the width' : undefined}
          onFocus={onFocus}
          onClick={header.column.getToggleSortingHandler()}
        >
          {column?.header}
          {sorted !== false && <Icon of={sorted === 'asc' ? ArrowUp : ArrowDown} size={12} />}
        </button>
      ) : (
        <span className={styles.button} title={column?.title}>
          {column?.header}
        </span>
      )}
    </div>
  );
}

function describeSort(sorted: false | 'asc' | 'desc'): 'none' | 'ascending' | 'descending' {
  if (sorted === false) return 'none';
  return sorted === 'asc' ? 'ascending' : 'descending';
}

function nextOrder(header: Header): string {
  const next = header.column.getNextSortingOrder();
  if (next === false) return 'Click for the usual order';
  return next === 'asc' ? 'Click to sort, smallest first' : 'Click to sort, largest first';
}

function ResizeEdge({ table, header }: { readonly table: GridTable; readonly header: Header }): ReactElement {
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

function resize({ table }: GridTable, header: Header, size: number): void {
  const { minSize = 40, maxSize = 640 } = header.column.columnDef;
  const width = Math.round(Math.max(minSize, Math.min(maxSize, size)));
  table.setColumnSizing((sizes) => ({ ...sizes, [header.id]: width }));
}
