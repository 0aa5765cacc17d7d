import type { ReactElement } from 'react';
import type { FileOverview } from '../../shared/engineApi.ts';
import { DtypeTable } from '../detail/DtypeTable.tsx';
import { Section } from '../detail/Section.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import styles from './OverviewTable.module.css';

/** Element types: tensors, elements and bytes of each. */
export function DataTypes({ overview }: { readonly overview: FileOverview }): ReactElement {
  const { stateDictTensors, tensors } = overview.totals;
  const isPart = stateDictTensors > 0 && stateDictTensors !== tensors;
  return (
    <Section title={isPart ? 'Data types in state_dict' : 'Data types'}>
      <DtypeTable dtypes={overview.dtypes} />
    </Section>
  );
}

/** How tensors use storages. */
export function Storages({ sharing }: { readonly sharing: FileOverview['sharing'] }): ReactElement {
  const { distinct, shared, oversized } = sharing;
  return (
    <Section title="Storages">
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row">{shared === 0 ? 'Distinct, none shared' : 'Distinct'}</th>
            <td>{formatCount(distinct)}</td>
          </tr>
          {shared > 0 && (
            <tr>
              <th scope="row">Shared by several tensors</th>
              <td>{formatCount(shared)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">Larger than the tensor that uses them</th>
            <td>{formatCount(oversized)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
