import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { isPermission } from '@tongxin/shared';
import { ALLOWS, PUBLIC, PUBLIC_ROUTES } from './access.decorators.js';

/** One route and who may call it: a permission of the policy table, `public`, or null where nobody has said. */
export interface RouteRule {
  readonly route: string;
  readonly rule: string | null;
}

/** @returns every route of the application with its rule, sorted by path; read by the start and by the guard tests */
export function routesOf(app: INestApplicationContext): RouteRule[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const routes: RouteRule[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (!instance || !metatype) continue;
    const base = reflector.get<string | undefined>(PATH_METADATA, metatype) ?? '';
    const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      const path = reflector.get<string | string[] | undefined>(PATH_METADATA, handler);
      if (path === undefined) continue;
      const method = RequestMethod[reflector.get<number>(METHOD_METADATA, handler)]!;
      const permission = reflector.get<string | undefined>(ALLOWS, handler);
      const rule = reflector.get<boolean | undefined>(PUBLIC, handler)
        ? 'public'
        : permission && isPermission(permission)
          ? permission
          : null;
      for (const one of [path].flat()) {
        routes.push({ route: `${method} ${`/api/${base}/${one}`.replace(/\/+/g, '/').replace(/\/$/, '')}`, rule });
      }
    }
  }
  return routes.sort((left, right) => left.route.localeCompare(right.route));
}

/**
 * Stops the start where a route has no row in the policy table, or answers strangers without being on the short list.
 * @throws Error naming the routes
 */
export function refuseOpenRoutes(routes: readonly RouteRule[]): void {
  const wrong = routes.filter(
    ({ route, rule }) => rule === null || (rule === 'public') !== PUBLIC_ROUTES.includes(route),
  );
  if (wrong.length > 0) {
    throw new Error(
      `Routes without a row in the policy table, or public without being listed: ${wrong.map(({ route }) => route).join(', ')}`,
    );
  }
}
