import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { holds, type Permission } from '@tongxin/shared';
import { ForbiddenError, NotSignedInError } from '../errors/domain-error.js';
import { ALLOWS, PUBLIC } from './access.decorators.js';

/** Closed by default: a route names its row of the policy table, or it is refused. Which child it concerns is decided later, on the stored row. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const { viewer } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!viewer) throw new NotSignedInError();
    const permission = this.reflector.get<Permission | undefined>(ALLOWS, handler);
    if (!permission || !holds(viewer, permission)) throw new ForbiddenError();
    return true;
  }
}
