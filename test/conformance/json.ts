import type { JsonValue } from '../../shared/inspectDocument.ts';

export type Json = JsonValue;
export interface JsonFields {
  readonly [field: string]: Json;
}

export function isFields(value: Json | undefined): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Items of a list; none for anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function fieldOf(value: Json | undefined, field: string): Json | undefined {
  return isFields(value) && Object.hasOwn(value, field) ? value[field] : undefined;
}

/** A value as text: a string itself, anything else as JSON. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** Whether two values are the same JSON. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
