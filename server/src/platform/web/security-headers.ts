import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';

const POLICY = 'content-security-policy';

const DIRECTIVES = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  styleSrcAttr: ["'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Takes down what helmet would set on one answer: it is the same for every other. */
function headersOnce(secure: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  } as unknown as ServerResponse;
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  });
  set({} as IncomingMessage, answer, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}

/**
 * Every answer carries the security headers, worked out once at the start; the page's own policy is loosened by {@link allowOwnInlineParts}.
 * @param secure whether the product is reached over TLS only
 */
export function addSecurityHeaders(fastify: FastifyInstance, secure: boolean): void {
  const headers = headersOnce(secure);
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

/** Lets the one page run the styles and scripts that stand in it. @returns the nonce they have to carry, another with every answer */
export function allowOwnInlineParts(reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('hex');
  const policy = String(reply.getHeader(POLICY)).replace(/(?<=(?:script|style)-src 'self')/g, ` 'nonce-${nonce}'`);
  void reply.header(POLICY, policy);
  return nonce;
}
