import { Copy, TriangleAlert, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { ErrorData } from '../../shared/inspectError.ts';
import { Button } from './Button.tsx';
import { describeError } from './describeError.ts';
import styles from './ErrorPanel.module.css';
import { Icon } from './Icon.tsx';

export interface ErrorPanelProps {
  readonly error: ErrorData;
  /** What the error is about, for the copied details: a file name. */
  readonly subject?: string | undefined;
  /** Buttons before "Copy details": the next step first. */
  readonly actions?: ReactNode;
  readonly onCopy: (text: string) => void;
}

/** Why a question could not be answered: what, why, expected, found, code; next step first, Copy details last. */
export function ErrorPanel({ error, subject, actions, onCopy }: ErrorPanelProps): ReactElement {
  const described = describeError(error, subject);
  const warns = error.code.startsWith('format/') || error.code.startsWith('source/') || error.code === 'cancelled';
  return (
    <section role="alert" className={styles.panel}>
      <span className={warns ? styles.warn : styles.fail}>
        <Icon of={warns ? TriangleAlert : X} size={16} />
      </span>
      <div className={styles.content}>
        <h2 className={styles.title}>{described.title}</h2>
        {described.lead !== undefined && <p className={styles.lead}>{described.lead}</p>}
        <dl className={styles.facts}>
          {described.facts.map(([label, value]) => (
            <div key={label} className={styles.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className={styles.actions}>
          {actions}
          <Button icon={<Icon of={Copy} />} onClick={() => onCopy(described.copy)}>
            Copy details
          </Button>
        </div>
      </div>
    </section>
  );
}
