import { Document, type ScalarTag, type Tags } from 'yaml';
import { JsonNumber, stringifyJson, type ExactJson } from '../values/jsonText.ts';
import { floatRepr } from '../values/pythonRepr.ts';
import type { PyValue } from '../values/pyValue.ts';
import { makePlain, PlainFloat, type PlainValue } from './plainValue.ts';

/**
 * A value as text to copy, at most `limit` characters. Whole numbers are exact and floats keep their point; in JSON, which
 * has none, `"nan"` and `"inf"` stand for the floats of that name.
 */
export function formatValue(
  value: PyValue,
  syntax: 'json' | 'yaml',
  limit: number,
): { readonly text: string; readonly cut: boolean } {
  const { plain, cut } = makePlain(value, limit);
  const text = syntax === 'json' ? stringifyJson(toJson(plain), 2) : writeYaml(plain);
  return { text: text.slice(0, limit), cut: cut || text.length > limit };
}

function toJson(plain: PlainValue): ExactJson {
  if (plain instanceof PlainFloat) return floatToJson(plain.value);
  if (typeof plain === 'number' || typeof plain === 'bigint') return new JsonNumber(String(plain));
  if (typeof plain !== 'object' || plain === null) return plain;
  if (plain instanceof Map) return Object.fromEntries(Array.from(plain, ([key, value]) => [key, toJson(value)]));
  return plain.map(toJson);
}

function floatToJson(value: number): ExactJson {
  if (!Number.isFinite(value)) return floatRepr(value);
  return new JsonNumber(floatRepr(value));
}

/** Writes floats by their own text. PyYAML takes `1e-05` for a string, so a mantissa always has its point. */
const FLOAT_TAG: ScalarTag = {
  identify: (value) => value instanceof PlainFloat,
  tag: 'tag:yaml.org,2002:float',
  default: true,
  resolve: Number,
  stringify: ({ value }) => (value instanceof PlainFloat ? yamlFloat(value.value) : String(value)),
};

function yamlFloat(value: number): string {
  if (!Number.isFinite(value)) return floatRepr(value).replace(/^(-?)/, '$1.');
  return floatRepr(value).replace(/^(-?\d+)e/, '$1.0e');
}

/** In the words of YAML 1.1, which PyYAML reads: `yes` and `1:20` are quoted. Mappings keep their order without a tag. */
function writeYaml(plain: PlainValue): string {
  const document = new Document(null, {
    version: '1.1',
    customTags: (tags) => [FLOAT_TAG, ...tags.filter((tag) => !isMapTag(tag))],
  });
  document.contents = document.createNode(plain, { aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0 });
}

/** Tags that would claim a Map for themselves. */
function isMapTag(tag: Tags[number]): boolean {
  return typeof tag === 'object' && /:(omap|set)$/.test(tag.tag);
}
