import type { ReactElement } from 'react';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { DtypeSum } from './sumNodes.ts';
import styles from './DtypeTable.module.css';

/** Tensors, elements and bytes of each element type. */
export function DtypeTable({ dtypes }: { readonly dtypes: readonly DtypeSum[] }): ReactElement {
  return (
    <table className={styles.table}>
      <thead className={styles.head}>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Tensors</th>
          <th scope="col">Elements</th>
          <th scope="col">Bytes</th>
        </tr>
      </thead>
      <tbody>
        {dtypes.map((one) => (
          <tr key={one.dtype}>
            <th scope="row">{one.dtype}</th>
            <td>{formatCount(one.tensors)}</td>
            <td>{formatCount(one.elements)}</td>
            <td title={`${formatCount(one.bytes)} bytes`}>{formatBytes(one.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
