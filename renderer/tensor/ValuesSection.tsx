import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { Section } from '../detail/Section.tsx';
import { describeError } from '../ui/describeError.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { elementOf, findElement, layOutLines, lineOf } from './elementLines.ts';
import type { TensorValues } from './tensorValues.ts';
import { LINE_HEIGHT, ValueGrid } from './ValueGrid.tsx';
import styles from './ValuesSection.module.css';
import { useElements } from './useElements.ts';

/** Lines of a page; a browser scrolls no more than some millions of pixels. */
const PAGE_LINES = 50_000;

export interface ValuesSectionProps {
  readonly file: ReadyFile;
  readonly node: number;
  readonly values: TensorValues;
  /** Characters that a value takes, usually. */
  readonly characters: number;
  /** Pixels of the section's content. */
  readonly width: number;
  /** Pixels of the grid. */
  readonly height: number;
  /** An element that is pointed at elsewhere. */
  readonly pointed: readonly number[] | undefined;
  /** An element that was asked for elsewhere; every new object is gone to once. */
  readonly picked: { readonly index: readonly number[] } | undefined;
}

/** Every number of a tensor, in C order. Mount it with the node as its key. */
export function ValuesSection(props: ValuesSectionProps): ReactElement {
  const { file, node, values, picked } = props;
  const { shape, elements } = values;
  const [seen, setSeen] = useState({ from: 0, to: 0 });
  const found = useElements(file, node, { ...seen, total: elements });
  const characters = Math.min(MOST_CHARACTERS, Math.max(props.characters, found.widest));
  const indexCharacters = Math.max(5, shape.map((size) => String(size)).join(', ').length + 2);
  const room = props.width - indexCharacters * CHARACTER - 16;
  const lines = layOutLines(shape, Math.max(1, Math.floor(room / ((characters + 1) * CHARACTER))));
  const [place, setPlace] = useState<Place>({ page: 0, top: 0, marked: undefined });
  const page = Math.min(place.page, Math.max(0, Math.ceil(lines.lines / PAGE_LINES) - 1));
  const goTo = (element: number): void => {
    const line = lineOf(lines, element);
    const top = Math.max(0, (line % PAGE_LINES) * LINE_HEIGHT - props.height / 2);
    setPlace({ page: Math.floor(line / PAGE_LINES), top, marked: element });
  };
  const [went, setWent] = useState(picked);
  if (picked !== went) {
    setWent(picked);
    if (picked) goTo(elementOf(shape, picked.index));
  }
  const pages = Math.ceil(lines.lines / PAGE_LINES);
  const turn = (by: number): void => setPlace({ ...place, page: page + by, top: 0 });
  return (
    <Section
      title="Values"
      note={values.isStored ? `${formatCount(elements)} stored` : `${formatCount(elements)} in C order`}
      aside={
        <>
          {pages > 1 && (
            <span className={styles.pages}>
              <IconButton
                size="small"
                label="Previous page"
                icon={<Icon of={ChevronLeft} />}
                disabled={page === 0}
                onClick={() => turn(-1)}
              />
              {formatCount(page + 1)} / {formatCount(pages)}
              <IconButton
                size="small"
                label="Next page"
                icon={<Icon of={ChevronRight} />}
                disabled={page + 1 >= pages}
                onClick={() => turn(1)}
              />
            </span>
          )}
          {elements > 1 && <GoToField shape={shape} onGoTo={goTo} />}
        </>
      }
    >
      <ValueGrid
        lines={lines}
        firstLine={page * PAGE_LINES}
        count={Math.min(PAGE_LINES, lines.lines - page * PAGE_LINES)}
        height={props.height}
        jump={place}
        characters={characters}
        indexCharacters={indexCharacters}
        marked={props.pointed ? elementOf(shape, props.pointed) : place.marked}
        textOf={found.textOf}
        onSeen={setSeen}
      />
      {found.error && (
        <p className={styles.error} role="alert">
          {describeError(found.error).title}. {describeError(found.error).lead}
        </p>
      )}
    </Section>
  );
}

/** Characters of a value at most; what is longer has a tooltip. */
const MOST_CHARACTERS = 40;
/** Pixels of a character in the grid's font, generously. */
const CHARACTER = 6.8;

interface Place {
  readonly page: number;
  /** Pixels above the first line that is seen. */
  readonly top: number;
  readonly marked: number | undefined;
}

interface GoToFieldProps {
  readonly shape: readonly number[];
  readonly onGoTo: (element: number) => void;
}

function GoToField({ shape, onGoTo }: GoToFieldProps): ReactElement {
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const go = (): void => {
    const element = findElement(shape, text);
    setWrong(element === undefined);
    if (element !== undefined) onGoTo(element);
  };
  return (
    <TextField
      ref={field}
      label="Go to an index, such as 2, 1, 0, or to the number of an element"
      placeholder={
        shape.length === 1 ? 'go to index' : `go to ${shape.map((_, axis) => 'ijklmnop'[axis] ?? '…').join(', ')}`
      }
      className={styles.goTo}
      value={text}
      aria-invalid={isWrong}
      title={isWrong ? 'The tensor has no such element' : undefined}
      onChange={(next) => {
        setText(next);
        setWrong(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') go();
      }}
    />
  );
}
