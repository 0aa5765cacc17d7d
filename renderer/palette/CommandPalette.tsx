import { Braces, CornerDownRight, File, Grid3x3, Search, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useActions, useApp, useAppContext } from '../store/appContext.ts';
import { Dialog, FIRST_FOCUS } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './CommandPalette.module.css';
import { listCommands } from './listCommands.ts';
import { listPaletteGroups, type PaletteIcon, type PaletteItem } from './listPaletteGroups.ts';
import { cutName } from './matchText.ts';
import { useFoundNodes } from './useFoundNodes.ts';

/** Characters of a name that fit beside its detail. */
const NAME_LENGTH = 64;

const ICONS: Readonly<Record<PaletteIcon, LucideIcon>> = {
  tensor: Grid3x3,
  value: Braces,
  file: File,
  command: CornerDownRight,
};

/** One field for everything: tensors and values of the file on screen, open files, commands. */
export function CommandPalette(): ReactElement {
  const app = useAppContext();
  const actions = useActions();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useFoundNodes(text);
  const files = useApp((state) => state.files);
  const folders = useApp((state) => state.folders);
  const openFolders = useApp((state) => state.openFolders);
  const peeks = useApp((state) => state.peeks);
  const writing = useApp((state) => state.writing);
  // The palette's own command would do nothing but close it.
  const commands = useMemo(() => listCommands(app).filter(({ id }) => id !== 'palette'), [app]);
  const groups = useMemo(
    () =>
      listPaletteGroups({
        text,
        found,
        commands,
        known: { files, folders, openFolders, peeks, writing },
        state: actions(),
      }),
    [text, found, commands, files, folders, openFolders, peeks, writing, actions],
  );
  const items = groups.flatMap((group) => group.items);
  const selected = Math.min(chosen, items.length - 1);
  const listId = useId();

  const close = (): void => actions().setOverlay(undefined);
  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    close();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setChosen((selected + step + items.length) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(items[selected]);
    }
  };
  return (
    <Dialog label="Command palette" width={528} place="top" onClose={close}>
      <div className={styles.field}>
        <Icon of={Search} size={15} />
        <input
          role="combobox"
          aria-label="Go to tensor, value, command"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={items[selected]?.id}
          className={styles.input}
          placeholder="Go to tensor, value, command"
          spellCheck={false}
          autoComplete="off"
          {...{ [FIRST_FOCUS]: '' }}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={styles.hint}>&gt; commands&ensp;: epoch</span>
      </div>
      <div id={listId} role="listbox" aria-label="Results" className={styles.list}>
        {items.length === 0 && <p className={styles.nothing}>Nothing matches “{text.trim()}”</p>}
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={styles.heading}>{group.title}</div>
            {group.items.map((item) => {
              const at = items.indexOf(item);
              return (
                <PaletteRow
                  key={item.id}
                  item={item}
                  isSelected={at === selected}
                  onPoint={() => setChosen(at)}
                  onRun={() => run(item)}
                />
              );
            })}
          </div>
        ))}
      </div>
      <div className={styles.footer}>
        <Kbd chord="ArrowUpDown" /> choose <Kbd chord="Enter" /> go <Kbd chord="Escape" /> close
      </div>
    </Dialog>
  );
}

interface PaletteRowProps {
  readonly item: PaletteItem;
  readonly isSelected: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteRow({ item, isSelected, onPoint, onRun }: PaletteRowProps): ReactElement {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const isName = item.icon === 'tensor' || item.icon === 'value';
  return (
    <div
      ref={row}
      id={item.id}
      role="option"
      aria-selected={isSelected}
      title={isName ? item.title : undefined}
      className={joinClasses(styles.row, isSelected && styles.selected)}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <Icon of={ICONS[item.icon]} className={styles.icon} />
      <span className={joinClasses(styles.title, isName && styles.mono)}>
        {cutName(item.title, item.ranges, NAME_LENGTH).map((piece, at) => (
          <span key={`${at} ${piece.text}`} className={piece.hit ? styles.hit : undefined}>
            {piece.text}
          </span>
        ))}
      </span>
      {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
      {item.chord !== undefined && <Kbd chord={item.chord} />}
    </div>
  );
}
