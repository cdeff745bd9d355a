import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../../config/config.module.js';
import type { AppConfig } from '../../config/app-config.js';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The two cookies: the session, gone with the browser, and the device, which only tells a known device from a stranger's. */
@Injectable()
export class SessionCookies {
  readonly sessionName: string;
  readonly deviceName: string;
  private readonly options: CookieSerializeOptions;

  constructor(@Inject(APP_CONFIG) { secureCookies }: AppConfig) {
    const prefix = secureCookies ? '__Host-' : '';
    this.sessionName = `${prefix}tongxin-session`;
    this.deviceName = `${prefix}tongxin-device`;
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure: secureCookies };
  }

  sessionOf(request: FastifyRequest): string | null {
    return request.cookies[this.sessionName] ?? null;
  }

  deviceOf(request: FastifyRequest): string | null {
    return request.cookies[this.deviceName] ?? null;
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
