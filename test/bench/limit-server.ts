// The raw limit: what the same answers cost with Node's own http and pg and nothing else – no sign-in, no policy, no row-level security, no
// access log, no checks, no headers. Whoever asks says in two headers for which school and as whom.
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { answerFile } from './limit-file.js';
import { answerDuties, answerSummary } from './limit-duties.js';
import { answerList } from './limit-list.js';
import { answerTalk } from './limit-talk.js';

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, options: '-c timezone=UTC' });

/** Who asks, for the day it is at the schools. */
export interface Asked {
  readonly pool: pg.Pool;
  readonly schoolId: string;
  readonly staffId: string;
  readonly today: string;
  readonly url: URL;
  readonly body: unknown;
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += (part as Buffer).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://limit');
  const asked: Asked = {
    pool,
    schoolId: String(request.headers['x-school']),
    staffId: String(request.headers['x-staff']),
    today: DAY.format(new Date()),
    url,
    body: request.method === 'POST' ? await bodyOf(request) : null,
  };
  if (url.pathname === '/') return {};
  if (url.pathname === '/api/students/search') return answerList(asked);
  if (url.pathname === '/api/talks') return answerTalk(asked);
  if (url.pathname === '/api/duties/summary') return answerSummary(asked);
  if (url.pathname === '/api/duties') return answerDuties(asked);
  return answerFile(asked, url.pathname.slice('/api/students/'.length));
}

createServer((request, response) => {
  answer(request).then(
    (found) => {
      const text = JSON.stringify(found);
      response.writeHead(request.url === '/api/talks' ? 201 : 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    },
  );
}).listen(Number(process.env['PORT']), '127.0.0.1');

process.on('SIGTERM', () => process.exit());
