import type { Interface } from './operations.js';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  enum?: unknown[];
  nullable?: boolean;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  pattern?: string;
}

const NOBODY = '0198c0de-0000-7000-8000-000000000000';

/**
 * The smallest body a schema takes: only what it needs, each value as short as it may be.
 * @param values what fields of these names hold instead, wherever they stand
 */
export function sampleOf(schema: object, document: Interface, values: Readonly<Record<string, unknown>> = {}): unknown {
  const one = resolved(schema, document);
  if (one.enum) return one.enum[0];
  switch (one.type) {
    case 'object':
    case undefined:
      return Object.fromEntries(
        (one.required ?? []).map((name) => [
          name,
          name in values ? values[name] : sampleOf(one.properties?.[name] ?? {}, document, values),
        ]),
      );
    case 'array':
      return Array.from({ length: one.minItems ?? 0 }, () => sampleOf(one.items ?? {}, document, values));
    case 'integer':
    case 'number':
      return one.minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return text(one);
  }
}

function text(schema: Schema): string {
  if (schema.format === 'uuid') return NOBODY;
  if (schema.format === 'date') return '2026-11-20';
  if (schema.format === 'date-time') return '2026-11-20T10:00:00+08:00';
  if (schema.pattern?.includes('\\d{4}-(0[1-9]')) return '2026-11';
  return '核实情况后再补充说明'
    .padEnd(Math.max(schema.minLength ?? 1, 4), '字')
    .slice(0, Math.max(schema.minLength ?? 1, 4));
}

function resolved(schema: Schema, document: Interface): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (!reference) return schema;
  return document.components.schemas[reference.split('/').at(-1)!] as Schema;
}
