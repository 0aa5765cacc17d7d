import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import type { FormatName } from '../../shared/inspectDocument.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions } from '../store/appContext.ts';
import { useQuestion } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Section } from './Section.tsx';
import styles from './ValueSections.module.css';

/** Characters of a value that are copied at most. */
const COPY_LIMIT = 4_000_000;

/** Characters of an object's members that are shown at most. */
const SHOWN_LIMIT = 4000;

export interface ValueSectionProps {
  readonly file: ReadyFile;
  readonly detail: NodeDetail;
}

/** A value, readable, with its whole text to copy. An object shows what its state holds; its call stands beside it. */
export function ValueSection({ file, detail }: ValueSectionProps): ReactElement {
  const actions = useActions();
  const { node, kind } = detail;
  const members = useQuestion(kind === 'object' ? `${file.id}#${file.generation}#${node}` : undefined, () =>
    file.engine.formatValue({ file: file.id, node, syntax: 'yaml', limit: SHOWN_LIMIT }),
  );
  const shown = kind === 'object' && !members.pending ? members.value : undefined;
  const text = kind === 'object' ? shown?.text : detail.text;
  const copy = async (syntax: 'json' | 'yaml'): Promise<void> => {
    try {
      const value = await file.engine.formatValue({ file: file.id, node, syntax, limit: COPY_LIMIT });
      actions().copyText(value.text);
    } catch (error) {
      actions().setNotice(toErrorData(error));
    }
  };
  return (
    <Section
      title="Value"
      aside={
        <>
          <Button size="small" icon={<Icon of={Copy} size={12} />} onClick={() => void copy('json')}>
            JSON
          </Button>
          <Button size="small" icon={<Icon of={Copy} size={12} />} onClick={() => void copy('yaml')}>
            YAML
          </Button>
        </>
      }
    >
      <pre className={styles.text}>{text}</pre>
      {(shown?.cut ?? detail.textCut === true) && (
        <p className={styles.note}>The value goes on; copy it to see all of it.</p>
      )}
    </Section>
  );
}

/** A call that the file asks for. It is shown, never made. */
export function CallSection({ call }: { readonly call: NonNullable<NodeDetail['call']> }): ReactElement {
  const args = [...call.args, ...call.kwargs];
  return (
    <Section title="Call">
      <p className={styles.note}>
        Loading this file in Python would make this call. Epochscope never does; it only shows what stands there.
      </p>
      <pre className={styles.text}>
        <b>{call.callable}</b>({args.length > 0 && `\n${args.map((arg) => `  ${arg},\n`).join('')}`})
      </pre>
    </Section>
  );
}

/** What `ck` is in an expression. */
const LOADERS: Readonly<Record<FormatName, string>> = {
  'torch-zip': 'torch.load(…)',
  'torch-legacy': 'torch.load(…)',
  torchscript: 'torch.jit.load(…)',
  pickle: 'pickle.load(…)',
  safetensors: 'load_file(…)',
};

export interface PythonSectionProps {
  /** A whole line, or an expression over `ck`. */
  readonly code: string;
  /** What loads `ck`, for an expression. */
  readonly format?: FormatName;
}

/** Python that reaches the value. */
export function PythonSection({ code, format }: PythonSectionProps): ReactElement {
  const actions = useActions();
  return (
    <Section title="In Python" {...(format && { note: `ck = ${LOADERS[format]}` })}>
      <div className={styles.code}>
        <code>{code}</code>
        <IconButton
          label="Copy the Python code"
          size="small"
          icon={<Icon of={Copy} />}
          onClick={() => actions().copyText(code)}
        />
      </div>
    </Section>
  );
}
