import { escapeControls } from '../../shared/escapeControls.ts';
import { isKind } from './isKind.ts';
import type { PyDict, PyObject, PyValue } from './pyValue.ts';
import { pythonRepr } from './pythonRepr.ts';
import { callableName } from './typeName.ts';

/** How deep a summary looks into what it summarises. */
const DEPTH = 2;

/**
 * A value in a few words for a row of the tree: `39`, `"2.6.6"`, `fit_loop, validate_loop, …`,
 * `ModelCheckpoint{monitor: None, mode: min}`. At most `limit` characters, ending with `…` where it was cut; controls and
 * directional marks are escaped. Empty for a tensor or array, whose row shows dtype and shape.
 */
export function summarizeValue(value: PyValue, limit = 120): string {
  if (isKind(value, 'tensor') || isKind(value, 'ndarray')) return '';
  if (isKind(value, 'dict')) return cut(joinKeys(value, limit), limit);
  return cut(summarize(value, limit, DEPTH), limit);
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function summarize(value: PyValue, limit: number, depth: number): string {
  if (typeof value === 'string') return `"${escapeControls(value.slice(0, limit + 1)).replaceAll('"', '\\"')}"`;
  if (typeof value !== 'object' || value === null) return pythonRepr(value, limit);
  switch (value.kind) {
    case 'list':
      return `[${joinItems(value.items, limit, depth)}]`;
    case 'tuple':
      return `(${joinItems(value.items, limit, depth)}${value.items.length === 1 ? ',' : ''})`;
    case 'set':
      return `{${joinItems(value.items, limit, depth)}}`;
    case 'dict':
      return `{${depth > 0 ? joinKeys(value, limit) : shorten(value.keys.length)}}`;
    case 'object':
      return summarizeObject(value, limit, depth);
    case 'tensor':
    case 'ndarray':
      return `${value.dtype}[${value.shape.slice(0, 16).join(', ')}]`;
    case 'float':
    case 'complex':
    case 'bytes':
    case 'global':
    case 'persistent':
    case 'torch':
    case 'storage':
    default:
      return escapeControls(pythonRepr(value, limit));
  }
}

/** `ModelCheckpoint{monitor: None, mode: min}`, or `Color(1)` for an object without attributes. */
function summarizeObject(object: PyObject, limit: number, depth: number): string {
  const name = escapeControls(callableName(object)).replace(/^.*\.(?=[^.])/, '');
  const { attrs } = object;
  if (attrs === undefined) {
    const items = object.items ?? object.args;
    return `${name}(${joinItems(items, limit, depth)})`;
  }
  if (depth === 0) return `${name}{${shorten(attrs.names.length)}}`;
  const written = joinUntil(limit, attrs.names, (attr, position) => {
    const value = attrs.values[position] ?? null;
    const text = typeof value === 'string' ? escapeControls(value.slice(0, limit)) : summarize(value, limit, depth - 1);
    return `${escapeControls(attr)}: ${text}`;
  });
  return `${name}{${written}}`;
}

function joinKeys(dict: PyDict, limit: number): string {
  return joinUntil(limit, dict.keys, (key) => {
    return escapeControls(typeof key === 'string' ? key.slice(0, limit + 1) : pythonRepr(key, limit));
  });
}

function joinItems(items: readonly PyValue[], limit: number, depth: number): string {
  if (depth === 0) return shorten(items.length);
  return joinUntil(limit, items, (item) => summarize(item, limit, depth - 1));
}

function shorten(count: number): string {
  return count === 0 ? '' : '…';
}

/** Texts joined by commas, as many as fit; then `…`. */
function joinUntil<T>(limit: number, items: readonly T[], describe: (item: T, position: number) => string): string {
  let text = '';
  for (const [position, item] of items.entries()) {
    const next = `${position > 0 ? ', ' : ''}${describe(item, position)}`;
    if (text.length + next.length > limit && position > 0) return `${text}, …`;
    text += next;
  }
  return text;
}
