import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { holds, WIDE_ROLES, type Permission } from '@tongxin/shared';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { ForbiddenError, NotSignedInError } from '../errors/domain-error.js';
import { ALLOWS, PUBLIC } from './access.decorators.js';
import type { Viewer } from './viewer.js';

/** What concerns one's own account only stays open to whoever has not yet accepted the notice or set up a second factor. */
const OWN_ACCOUNT: ReadonlySet<Permission> = new Set<Permission>([
  'session.view',
  'session.own',
  'password.change',
  'secondFactor.own',
  'notice.accept',
]);

/** Whether this person's posts ask for a second factor: where the operator demands it, whoever sees a whole school or looks after accounts. */
export function mustHaveSecondFactor(viewer: Viewer, { requireSecondFactor }: AppConfig): boolean {
  return requireSecondFactor && WIDE_ROLES.some((role) => viewer.roles.includes(role));
}

/** Closed by default: a route names its row of the policy table, or it is refused. Which child it concerns is decided later, on the stored row. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const { viewer } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!viewer) throw new NotSignedInError();
    const permission = this.reflector.get<Permission | undefined>(ALLOWS, handler);
    if (!permission || !holds(viewer, permission)) throw new ForbiddenError();
    if (OWN_ACCOUNT.has(permission)) return true;
    if (!viewer.noticeAccepted) throw new ForbiddenError('notice.notAccepted');
    if (!viewer.secondFactor && mustHaveSecondFactor(viewer, this.config))
      throw new ForbiddenError('secondFactor.required');
    return true;
  }
}
