import { ArrowLeftRight, File, FileInput, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useActions, useApp, useAppContext } from '../store/appContext.ts';
import { fileOfSubject } from '../store/tabs.ts';
import { labelOf } from '../store/trainingOrder.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './DropTarget.module.css';

/** What hovers over the window. */
interface Hover {
  /** Files and folders that are dragged. */
  readonly count: number;
  /** Whether it is over the left half: the target for a comparison, where there is one. */
  readonly isLeft: boolean;
}

/**
 * The whole window takes files and folders. While something hovers it says so; the rest of the page is covered. With a checkpoint
 * on screen one half compares what is dropped with it, the other half opens it.
 */
export function DropTarget(): ReactElement | undefined {
  const hover = useDrop();
  return hover && <Targets hover={hover} />;
}

function Targets({ hover }: { readonly hover: Hover }): ReactElement {
  const partner = useApp((state) => fileOfSubject(state, state.place.subject));
  const label = useApp((state) => (partner === undefined ? undefined : labelOf(state, partner)));
  if (label === undefined) {
    return (
      <div className={styles.cover} aria-hidden="true">
        <Target
          icon={FileInput}
          title="Drop to open"
          text="Checkpoints open in the sidebar, a folder lists what it holds"
          isOver
        />
      </div>
    );
  }
  const isPair = hover.count === 2;
  return (
    <div className={styles.cover} aria-hidden="true">
      <Target
        icon={ArrowLeftRight}
        title={isPair ? 'Compare the two with each other' : `Compare with ${label}`}
        text={hover.count > 2 ? 'More than two open in the sidebar' : 'The earlier checkpoint becomes A'}
        isOver={hover.isLeft}
      />
      <Target icon={File} title="Open as a new tab" text="Drop anywhere on this half" isOver={!hover.isLeft} />
    </div>
  );
}

interface TargetProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly isOver: boolean;
}

function Target({ icon, title, text, isOver }: TargetProps): ReactElement {
  return (
    <div className={joinClasses(styles.target, isOver && styles.over)} data-over={isOver}>
      <Icon of={icon} size={20} className={styles.icon} />
      <b className={styles.title}>{title}</b>
      <span>{text}</span>
    </div>
  );
}

/** Follows a drag over the window and takes what is dropped. Undefined while nothing hovers. */
function useDrop(): Hover | undefined {
  const { host, store } = useAppContext();
  const actions = useActions();
  const [hover, setHover] = useState<Hover>();
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const isLeft = (event: DragEvent): boolean => event.clientX < window.innerWidth / 2;
    const note = (event: DragEvent): void => {
      const count = event.dataTransfer?.items.length ?? 0;
      setHover((now) =>
        now?.count === count && now.isLeft === isLeft(event) ? now : { count, isLeft: isLeft(event) },
      );
    };
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      note(event);
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      note(event);
    };
    // A drag leaves every element that it passes. Leaving the window alone leads nowhere; elements that vanish below it do not tell.
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHover(undefined);
    };
    const onDrop = (event: DragEvent): void => {
      // Always: without it the browser would leave the page for the dropped file.
      event.preventDefault();
      setHover(undefined);
      if (!hasFiles(event) || event.dataTransfer === null) return;
      const state = store.getState();
      const partner = fileOfSubject(state, state.place.subject);
      const grants = host.grantDropped(event.dataTransfer);
      if (partner === undefined || !isLeft(event)) actions().acceptGrants(grants);
      else actions().acceptGrants(grants, (granted) => actions().compareGrants(granted, partner));
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('dragenter', onEnter, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    // No pointer moves while something is dragged: one that does tells of a drag that was given up without a word.
    window.addEventListener('pointermove', () => setHover(undefined), { signal });
    return () => listening.abort();
  }, [host, store, actions]);
  return hover;
}
