import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../errors/domain-error.js';
import { sendProblem } from '../errors/problem.filter.js';
import { allowOwnInlineParts } from './security-headers.js';

/** A file whose name carries a hash of its content never changes. */
const HASHED = /-[\w-]{8}\.(js|css|svg)$/;

/**
 * Serves the built client beside the API. Every page is the one page; its styles and scripts carry this answer's nonce.
 * @param folder the client's build; where it is missing, only the API answers
 */
export async function serveClient(fastify: FastifyInstance, folder: string): Promise<void> {
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
  const page = built ? await readFile(join(folder, 'index.html'), 'utf8') : null;
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
    return reply
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .send(page.replaceAll('__CSP_NONCE__', allowOwnInlineParts(reply)));
  });
}
