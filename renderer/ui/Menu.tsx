import { Check } from 'lucide-react';
import {
  useId,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { Icon } from './Icon.tsx';
import { joinClasses } from './joinClasses.ts';
import { Kbd } from './Kbd.tsx';
import styles from './Menu.module.css';
import { placePopover } from './placePopover.ts';

interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  /** Right-hand note, such as a count. */
  readonly detail?: string;
  readonly chord?: string;
  /** Present: the item is a check box and the menu stays open when it is chosen. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

export interface MenuGroup {
  readonly title?: string;
  readonly items: readonly MenuItem[];
}

export interface MenuProps {
  /** Accessible name of the menu. */
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** Draws the button; it must spread `trigger` on it. */
  readonly children: (trigger: MenuTrigger) => ReactNode;
}

/** Props that make a button open the menu. */
interface MenuTrigger {
  readonly popoverTarget: string;
  readonly 'aria-haspopup': 'menu';
}

/** A menu in a native popover: light dismissal and focus return come with it; arrows, Home, End and Esc work inside. */
export function Menu({ label, groups, children }: MenuProps): ReactElement {
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  return (
    <>
      {children({ popoverTarget: id, 'aria-haspopup': 'menu' })}
      <MenuPopover
        ref={ref}
        id={id}
        label={label}
        groups={groups}
        onOpen={() => requestAnimationFrame(() => openMenu(ref.current))}
      />
    </>
  );
}

export interface ContextMenuProps {
  /** Accessible name of the menu. */
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** Where it opens, in pixels of the window. Mount it to open it. */
  readonly at: { readonly x: number; readonly y: number };
  /** It was dismissed, or something was chosen. */
  readonly onClose: () => void;
}

/** A menu at a point. The focus goes back to where it was when the menu closes. */
export function ContextMenu({ label, groups, at, onClose }: ContextMenuProps): ReactElement {
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    ref.current?.showPopover();
    if (ref.current) placePopover(ref.current, new DOMRect(at.x, at.y, 0, 0));
    focusFirst(ref.current);
  }, [at]);
  return <MenuPopover ref={ref} id={id} label={label} groups={groups} onClose={onClose} />;
}

interface MenuPopoverProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly id: string;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
}

function MenuPopover({ ref, id, label, groups, onOpen, onClose }: MenuPopoverProps): ReactElement {
  return (
    <div
      ref={ref}
      id={id}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      onKeyDown={moveFocus}
      onContextMenu={(event) => event.preventDefault()}
      onBeforeToggle={(event) => {
        if (event.newState === 'open') onOpen?.();
      }}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose?.();
      }}
    >
      {groups.map((group, position) => (
        <div key={group.title ?? position} role="group" aria-label={group.title} className={styles.group}>
          {group.title !== undefined && <div className={styles.title}>{group.title}</div>}
          {group.items.map((item) => (
            <MenuRow key={item.id} item={item} close={() => ref.current?.hidePopover()} />
          ))}
        </div>
      ))}
    </div>
  );
}

function MenuRow({ item, close }: { readonly item: MenuItem; readonly close: () => void }): ReactElement {
  const isCheck = item.checked !== undefined;
  return (
    <button
      type="button"
      role={isCheck ? 'menuitemcheckbox' : 'menuitem'}
      aria-checked={item.checked}
      tabIndex={-1}
      disabled={item.disabled}
      className={styles.item}
      onClick={() => {
        if (!isCheck) close();
        item.onChoose();
      }}
    >
      <span className={joinClasses(styles.check, item.checked === true && styles.on)}>
        {isCheck && <Icon of={Check} size={13} />}
      </span>
      <span className={styles.label}>{item.label}</span>
      {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
      {item.chord !== undefined && <Kbd chord={item.chord} />}
    </button>
  );
}

function openMenu(menu: HTMLDivElement | null): void {
  if (menu === null) return;
  const trigger = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (trigger !== null) placePopover(menu, trigger.getBoundingClientRect());
  focusFirst(menu);
}

function focusFirst(menu: HTMLElement | null): void {
  menu?.querySelector<HTMLElement>('[role^="menuitem"]:not(:disabled)')?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
  const now = items.findIndex((item) => item === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (now + 1) % items.length,
    ArrowUp: (now - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  // Keys pressed in a menu belong to it: the view below must not act on them as well.
  event.stopPropagation();
  if (target === undefined) return;
  event.preventDefault();
  items[target]?.focus();
}
