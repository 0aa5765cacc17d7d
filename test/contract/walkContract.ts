import { engineContract, type Connection } from './engineContract.ts';

export interface ContractOutcome {
  readonly title: string;
  /** What was wrong; undefined where the case holds. */
  readonly error: string | undefined;
}

/** Walks the contract where there is no test framework: every case over a connection of its own. */
export async function walkContract(connect: () => Promise<Connection>): Promise<readonly ContractOutcome[]> {
  const outcomes: ContractOutcome[] = [];
  for (const { title, run } of engineContract) {
    const connection = await connect();
    const error = await run(connection).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    outcomes.push({ title, error });
    connection.close();
  }
  return outcomes;
}
