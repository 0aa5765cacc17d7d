import type { ReactElement } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import type { TensorEntry } from '../../shared/inspectDocument.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { RelatedRow } from './RelatedRow.tsx';
import { Section } from './Section.tsx';
import styles from './StorageSection.module.css';

export interface StorageSectionProps {
  readonly detail: NodeDetail;
  readonly tensor: TensorEntry;
  readonly onGoTo: (node: number) => void;
}

/** Where a tensor's bytes lie, and which other tensors use them. */
export function StorageSection({ detail, tensor, onGoTo }: StorageSectionProps): ReactElement {
  const { stored, sharing } = detail;
  return (
    <Section
      title="Storage"
      note={describeStorage(detail, tensor)}
      aside={
        stored && (
          <span
            className={styles.range}
            title={`Bytes ${stored.start} to ${stored.end} of the file, the end not included`}
          >
            {formatCount(stored.start)}…{formatCount(stored.end)}
          </span>
        )
      }
    >
      {describeUse(tensor) !== undefined && <p className={styles.use}>{describeUse(tensor)}</p>}
      {sharing.length > 0 && (
        <>
          <p className={styles.use}>Shared with</p>
          <ul>
            {sharing.map((other) => (
              <RelatedRow key={other.node} related={other} label={other.name} onGoTo={onGoTo} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function describeStorage({ stored, sharing, contiguous }: NodeDetail, { storageKey, device }: TensorEntry): string {
  const where = withoutArchive(stored?.entry) ?? (storageKey === undefined ? undefined : `key ${storageKey}`);
  if (where === undefined && !stored) return device === 'meta' ? 'none: a meta tensor' : 'not in this file';
  const shared = sharing.length === 0 ? 'not shared' : `shared by ${formatCounted(sharing.length + 1, 'tensor')}`;
  const order = contiguous === undefined ? undefined : contiguous ? 'contiguous' : 'not contiguous';
  return [where, shared, order, stored?.compressed === true && 'compressed'].filter(Boolean).join(', ');
}

/** An entry's name without the folder that torch puts around a whole archive: `data/0`. */
function withoutArchive(entry: string | undefined): string | undefined {
  return entry?.slice(entry.indexOf('/') + 1);
}

/** How much of its storage a tensor uses, where that is not all of it. */
function describeUse({ storageBytes, bytes }: TensorEntry): string | undefined {
  const whole = Number(storageBytes);
  const used = Number(bytes);
  if (storageBytes === undefined || whole === used) return undefined;
  return `The storage holds ${formatBytes(whole)}; this tensor shows ${formatBytes(used)} of it.`;
}
