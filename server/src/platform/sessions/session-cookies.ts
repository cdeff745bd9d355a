import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import { logPlace, type LogPlace } from '../../database/replica.js';
import { APP_CONFIG } from '../../config/config.module.js';
import type { AppConfig } from '../../config/app-config.js';

const MINUTE_SECONDS = 60;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The two cookies: the session, gone with the browser, and the device, which only tells a known device from a stranger's. */
@Injectable()
export class SessionCookies {
  readonly sessionName: string;
  readonly deviceName: string;
  /** How far the database's log was at the person's last change; where there is a replica, whichever server answers knows what it must have. */
  private readonly writtenName: string;
  private readonly options: CookieSerializeOptions;

  constructor(@Inject(APP_CONFIG) { secureCookies }: AppConfig) {
    const prefix = secureCookies ? '__Host-' : '';
    this.sessionName = `${prefix}tongxin-session`;
    this.deviceName = `${prefix}tongxin-device`;
    this.writtenName = `${prefix}tongxin-written`;
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure: secureCookies };
  }

  sessionOf(request: FastifyRequest): string | null {
    return request.cookies[this.sessionName] ?? null;
  }

  deviceOf(request: FastifyRequest): string | null {
    return request.cookies[this.deviceName] ?? null;
  }

  writtenOf(request: FastifyRequest): LogPlace | null {
    return logPlace(request.cookies[this.writtenName]);
  }

  setWritten(reply: FastifyReply, place: LogPlace): void {
    void reply.setCookie(this.writtenName, place, { ...this.options, maxAge: MINUTE_SECONDS });
  }

  setSession(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.sessionName, token, this.options);
  }

  setDevice(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.deviceName, token, { ...this.options, maxAge: YEAR_SECONDS });
  }

  clearSession(reply: FastifyReply): void {
    void reply.clearCookie(this.sessionName, this.options);
  }
}
