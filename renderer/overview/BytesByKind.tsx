import type { ReactElement } from 'react';
import type { ByteShare } from '../../shared/engineApi.ts';
import { Section } from '../detail/Section.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatShare } from '../ui/format/formatShare.ts';
import styles from './OverviewTable.module.css';

export interface BytesByKindProps {
  readonly shares: readonly ByteShare[];
  readonly fileBytes: number;
}

/** What the bytes of the file are, with the share of each kind. */
export function BytesByKind({ shares, fileBytes }: BytesByKindProps): ReactElement {
  return (
    <Section title="Bytes by kind">
      <table className={styles.table}>
        <thead className={styles.head}>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Count</th>
            <th scope="col">Bytes</th>
            <th scope="col">Share of the file</th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ title, count, bytes }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>{formatCount(count)}</td>
              <td title={`${formatCount(bytes)} bytes`}>{formatBytes(bytes)}</td>
              <td className={styles.quiet}>{formatShare(bytes, fileBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
