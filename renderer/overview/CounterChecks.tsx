import { Check, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CounterCheck } from '../../shared/engineApi.ts';
import { Section } from '../detail/Section.tsx';
import { Chip } from '../ui/Chip.tsx';
import { GROUP_SPACE } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CounterChecks.module.css';

/** Whether the places in the file that state a counter say the same. */
export function CounterChecks({ checks }: { readonly checks: readonly CounterCheck[] }): ReactElement {
  const agreeing = checks.filter((check) => check.agrees).length;
  const all = agreeing === checks.length;
  return (
    <Section
      title="Do the counters agree?"
      aside={
        <Chip tone={all ? 'pass' : 'warn'} icon={<Icon of={all ? Check : TriangleAlert} size={12} />}>
          {agreeing} of {checks.length}
        </Chip>
      }
    >
      <ul>
        {checks.map(({ title, value, agrees }) => (
          <li key={title} className={styles.check}>
            <span
              className={agrees ? styles.agrees : styles.differs}
              role="img"
              aria-label={agrees ? 'agrees' : 'differs'}
            >
              <Icon of={agrees ? Check : TriangleAlert} />
            </span>
            <span className={styles.title}>{title}</span>
            <span className={styles.value}>{groupDigits(value)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Groups the digits of whole numbers inside a sentence: `epoch 39, step 9 680`. */
function groupDigits(text: string): string {
  return text.replace(/\d{4,}/gu, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/gu, GROUP_SPACE));
}
