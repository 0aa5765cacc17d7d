import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions } from '../store/appContext.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Section } from './Section.tsx';
import styles from './ValueSections.module.css';

/** Characters of a value that are copied at most. */
const COPY_LIMIT = 4_000_000;

export interface ValueSectionProps {
  readonly file: ReadyFile;
  readonly detail: NodeDetail;
  readonly text: string;
}

/** A value, readable, with its whole text to copy. */
export function ValueSection({ file, detail, text }: ValueSectionProps): ReactElement {
  const actions = useActions();
  const copy = async (syntax: 'json' | 'yaml'): Promise<void> => {
    try {
      const value = await file.engine.formatValue({ file: file.id, node: detail.node, syntax, limit: COPY_LIMIT });
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
      {detail.textCut === true && <p className={styles.note}>The value goes on; copy it to see all of it.</p>}
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

/** A Python expression that reaches the value. */
export function PythonSection({ code }: { readonly code: string }): ReactElement {
  const actions = useActions();
  return (
    <Section title="In Python" note="ck = torch.load(…)">
      <div className={styles.code}>
        <code>{code}</code>
        <IconButton
          label="Copy the expression"
          size="small"
          icon={<Icon of={Copy} />}
          onClick={() => actions().copyText(code)}
        />
      </div>
    </Section>
  );
}
