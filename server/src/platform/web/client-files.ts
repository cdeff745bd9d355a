import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotFoundError } from '../errors/domain-error.js';
import { sendProblem } from '../errors/problem.filter.js';
import { DOOR, FirstPage, type PagePlan } from './first-page.js';
import { allowOwnInlineParts } from './security-headers.js';

/** A file whose name carries a hash of its content never changes. */
const HASHED = /-[\w-]{8}\.(js|css|svg)$/;

/** What a page depends on besides its address. */
export interface Visitors {
  /** The session's token, whether or not it is still good; null for a stranger. */
  tokenOf(request: FastifyRequest): string | null;
  /** The first screen of whoever holds a token, for the address that names none; null where the session has ended. */
  firstScreenOf(token: string): Promise<string | null>;
  readonly demo: boolean;
}

/**
 * Serves the built client beside the API. Every page is the one page; its styles and scripts carry this answer's nonce, and it
 * names what its screen will fetch.
 * @param folder the client's build; where it is missing, only the API answers
 */
export async function serveClient(fastify: FastifyInstance, folder: string, visitors: Visitors): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await fastify.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      // The build lays a brotli and a gzip twin beside every file.
      preCompressed: true,
    });
  }
  const page = built ? new FirstPage(await readFile(join(folder, 'index.html'), 'utf8'), await planOf(folder)) : null;
  fastify.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    if (/^\/api(\/|$)/.test(path) || page === null) {
      sendProblem(reply, new NotFoundError(), request.id);
      return reply;
    }
    if (/\.[a-z0-9]+$/i.test(path) && path !== '/index.html') {
      void reply.header('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('Vary', 'accept-encoding');
      return reply.sendFile(path);
    }
    const token = visitors.tokenOf(request);
    const screen = path === '/' && token !== null ? ((await visitors.firstScreenOf(token)) ?? DOOR) : path;
    const languages = request.headers['accept-language'];
    const asked = { path: screen, signedIn: token !== null, demo: visitors.demo, languages };
    // The page names the addresses of this person's first screen, so nobody between may keep it.
    return reply
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'private, no-cache')
      .header('Vary', 'cookie, accept-language')
      .send(page.for(asked, allowOwnInlineParts(reply)));
  });
}

/** What the build wrote beside its files; null for one that was made without it. */
async function planOf(folder: string): Promise<PagePlan | null> {
  const file = join(folder, '../page.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as PagePlan) : null;
}
