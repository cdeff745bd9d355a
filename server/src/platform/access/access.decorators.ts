import { createParamDecorator, Param, SetMetadata, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Permission } from '@tongxin/shared';
import { InvalidRequestError, NotFoundError, NotSignedInError, VersionMissingError } from '../errors/domain-error.js';
import type { Viewer } from './viewer.js';

export const ALLOWS = 'tongxin:allows';
export const PUBLIC = 'tongxin:public';

declare module 'fastify' {
  interface FastifyRequest {
    viewer?: Viewer;
  }
}

/** Names the row of the policy table that a route stands under. */
export const Allows = (permission: Permission) => SetMetadata(ALLOWS, permission);

/** A route that answers without a session. The few there are stand in {@link PUBLIC_ROUTES}, and nowhere else. */
export const Public = () => SetMetadata(PUBLIC, true);

/** What answers a stranger: signing in, coming in with a one-time code, a guardian with a link, the health of the server, the description of the interface, whether this is a demo, and a calendar whose address is its secret. */
export const PUBLIC_ROUTES: readonly string[] = [
  'POST /api/session',
  'POST /api/activation',
  'POST /api/guardian-card/open',
  'POST /api/guardian-card/confirm',
  'POST /api/guardian-card/correct',
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /api/openapi.json',
  'GET /api/demo',
  'GET /api/calendar/:file',
];

const PUBLIC_PATTERNS = PUBLIC_ROUTES.map((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`));

/** @param route method and path of a request, `GET /api/demo` @returns whether it is answered without a session */
export function isPublicRoute(route: string): boolean {
  return PUBLIC_PATTERNS.some((pattern) => pattern.test(route));
}

/** The person who asks. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!viewer) throw new NotSignedInError();
  return viewer;
});

/** The version the person has seen, from `If-Match: "3"`. Missing: 428. */
export const SeenVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const seen = seenVersion(context);
  if (seen === null) throw new VersionMissingError();
  return seen;
});

/** As {@link SeenVersion} for a step that may be taken without saying which version one has seen; null then. */
export const SeenVersionIfSaid = createParamDecorator((_: unknown, context: ExecutionContext): number | null =>
  seenVersion(context),
);

function seenVersion(context: ExecutionContext): number | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (!match) throw InvalidRequestError.at('/If-Match', 'version.invalid');
  return Number(match[1]);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whatever is no id of ours is not there, like an id nobody has. */
const knownForm: PipeTransform<string, string> = {
  transform: (value) => {
    if (!UUID.test(value)) throw new NotFoundError();
    return value.toLowerCase();
  },
};

/** An id in the path, `/api/students/:id`. Malformed: 404, the same answer as for one that is not there. */
export function IdParam(name = 'id'): ParameterDecorator {
  return (target, property, index) => {
    Param(name, knownForm)(target, property, index);
    const descriptor = property === undefined ? undefined : Object.getOwnPropertyDescriptor(target, property);
    if (descriptor) ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(target, property!, descriptor);
  };
}
