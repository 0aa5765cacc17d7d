import { parquetWriteBuffer } from 'hyparquet-writer';
import type { StatsDocument, StatsEntry } from '../engine/index.ts';
import { STATS_COUNTS, STATS_FIGURES, STATS_QUANTILES } from './statsColumns.ts';
import { writeReplacing } from './writeReplacing.ts';

/**
 * Writes the figures as a Parquet file, a row a record: texts as STRING, figures as nullable DOUBLE (a 64-bit extreme beyond 2^53 is
 * rounded there; JSON and CSV keep its digits). An existing file is replaced only with `force`.
 */
export async function writeStatsParquet(
  path: string,
  { tensors }: StatsDocument,
  options: { readonly force: boolean },
): Promise<void> {
  const texts = (read: (entry: StatsEntry) => string) => tensors.map(read);
  const doubles = (read: (entry: StatsEntry) => number | string | null | undefined) =>
    tensors.map((entry) => toDouble(read(entry)));
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'name', data: texts((entry) => entry.name), type: 'STRING' },
      { name: 'dtype', data: texts((entry) => entry.dtype), type: 'STRING' },
      { name: 'shape', data: texts((entry) => `[${entry.shape.join(', ')}]`), type: 'STRING' },
      ...[...STATS_COUNTS, ...STATS_FIGURES].map((name) => ({
        name,
        data: doubles((entry) => entry[name]),
        type: 'DOUBLE' as const,
        nullable: true,
      })),
      ...STATS_QUANTILES.map((name) => ({
        name,
        data: doubles((entry) => entry.quantiles?.[name]),
        type: 'DOUBLE' as const,
        nullable: true,
      })),
    ],
  });
  await writeReplacing(path, piecesOf(buffer), options);
}

async function* piecesOf(buffer: ArrayBuffer): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(buffer);
}

/** Documents spell what JSON has no number for. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['-0', -0],
]);

function toDouble(figure: number | string | null | undefined): number | null {
  if (typeof figure !== 'string') return figure ?? null;
  return NAMED.get(figure) ?? Number(figure);
}
