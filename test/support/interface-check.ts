import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

export interface InterfaceDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

/** Says of every answer seen whether the interface document describes it: its status, and every field of its body. */
export class InterfaceCheck {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly routes: { method: string; pattern: RegExp; path: string; operation: Operation }[];
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(document: InterfaceDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: 'document', components: strictly(document.components) });
    this.routes = Object.entries(document.paths)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path,
          pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
          operation,
        })),
      )
      // `/imports/template.xlsx` before `/imports/{id}`.
      .sort((one, other) => one.path.split('{').length - other.path.split('{').length);
  }

  /** @throws Error naming the operation and what is not described */
  assertDescribed(method: string, path: string, response: Response): void {
    const address = path.split('?', 1)[0]!;
    const route = this.routes.find((one) => one.method === method.toUpperCase() && one.pattern.test(address));
    if (!route) return;
    const name = `${route.method} ${route.path} ${response.status}`;
    const described = route.operation.responses[String(response.status)];
    if (!described) throw new Error(`The interface document does not know the answer ${name}`);
    const type = response.headers['content-type']?.split(';')[0];
    const schema = type ? described.content?.[type]?.schema : undefined;
    // A file to save is bytes, not JSON.
    if (schema && (schema as { format?: string }).format === 'binary') return;
    if (!schema) {
      if (type && /json/.test(type))
        throw new Error(`The interface document does not describe the body of ${name} (${type})`);
      return;
    }
    let validate = this.compiled.get(name);
    if (!validate) {
      validate = this.ajv.compile(strictly(schema));
      this.compiled.set(name, validate);
    }
    if (!validate(response.body)) {
      const wrong = (validate.errors ?? [])
        .slice(0, 5)
        .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
      throw new Error(`The answer ${name} is not as the interface document describes it: ${wrong.join('; ')}`);
    }
  }
}

/** OpenAPI 3.0 as JSON Schema: `nullable` beside a reference means "or null", references point into our document, and fields nobody described are wrong. */
function strictly(node: unknown): object {
  if (Array.isArray(node)) return node.map(strictly);
  if (node === null || typeof node !== 'object') return node as object;
  const { nullable, ...rest } = node as Record<string, unknown> & { nullable?: boolean };
  const mapped: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === '$ref' ? `document${String(value)}` : strictly(value)]),
  );
  if (mapped['type'] === 'object' && mapped['properties'] && mapped['additionalProperties'] === undefined)
    mapped['additionalProperties'] = false;
  if (Array.isArray(mapped['enum']) && nullable) mapped['enum'] = [...(mapped['enum'] as unknown[]), null];
  if (!nullable) return mapped;
  return typeof mapped['type'] === 'string' && !mapped['allOf']
    ? { ...mapped, type: [mapped['type'], 'null'] }
    : { anyOf: [mapped, { type: 'null' }] };
}
