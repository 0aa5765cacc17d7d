import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type BaseIssue, type BaseSchema, safeParse } from 'valibot';

/** A schema that checks plain data and gives `T`. */
export type SchemaOf<T> = BaseSchema<unknown, T, BaseIssue<unknown>>;

/** A small file of the application's own. One that is absent, damaged or of another shape counts as `fallback`. */
export function readStoredJson<T>(file: string, schema: SchemaOf<T>, fallback: T): T {
  try {
    const result = safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return result.success ? result.output : fallback;
  } catch {
    return fallback;
  }
}

/** Replaces the file in one step. A folder that cannot be written costs a convenience, never the session: returns whether it worked. */
export function writeStoredJson(file: string, value: unknown): boolean {
  try {
    const next = `${file}.new`;
    writeFileSync(next, `${JSON.stringify(value, undefined, 2)}\n`);
    renameSync(next, file);
    return true;
  } catch {
    return false;
  }
}
