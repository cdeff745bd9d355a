import type { INestApplicationContext } from '@nestjs/common';
import { isPermission, type Permission } from '@tongxin/shared';
import { routesOf } from '../../../server/src/platform/access/routes.js';

interface Described {
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
}

/** What the interface document says, as far as requests are made from it. */
export interface Interface {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, object> };
}

/** One operation that asks for a permission, with the schema of what it is sent. */
export interface Operation {
  /** `POST /api/students/{id}/categories` */
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly permission: Permission;
  readonly body: object | null;
  readonly multipart: boolean;
}

/** @returns every operation of the running product that is not open to strangers: its route's rule, its description's body */
export function operationsOf(app: INestApplicationContext, document: Interface): Operation[] {
  return routesOf(app).flatMap(({ route, rule }): Operation[] => {
    if (rule === null || !isPermission(rule)) return [];
    const [verb, address] = route.split(' ') as [string, string];
    const path = address.replace(/:(\w+)/g, '{$1}');
    const method = verb.toLowerCase() as Operation['method'];
    const described = document.paths[path]?.[method];
    if (!described) throw new Error(`${route} is not described`);
    const content = described.requestBody?.content ?? {};
    return [
      {
        name: `${verb} ${path}`,
        method,
        path,
        permission: rule,
        body: content['application/json']?.schema ?? null,
        multipart: 'multipart/form-data' in content,
      },
    ];
  });
}
