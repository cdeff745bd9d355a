import { Agent, request as ask } from 'node:http';
import type { Asker } from './world.js';

/** One request of a workload. */
export interface Wanted {
  readonly by: Asker;
  readonly path: string;
  /** Sent with POST; without it GET. */
  readonly body?: object;
}

/** What a server answered, and how long it took in milliseconds. */
export interface Answered {
  readonly status: number;
  readonly body: Buffer;
  readonly took: number;
}

/** Connections that stay open, as browsers and proxies keep them. */
export class Connections {
  private readonly agent: Agent;
  private readonly host: string;
  private readonly port: number;

  constructor(baseUrl: string, connections: number) {
    const url = new URL(baseUrl);
    this.host = url.hostname;
    this.port = Number(url.port);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send({ by, path, body }: Wanted): Promise<Answered> {
    const began = performance.now();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = ask(
        {
          agent: this.agent,
          host: this.host,
          port: this.port,
          path,
          method: text === undefined ? 'GET' : 'POST',
          headers: {
            cookie: `tongxin-session=${by.token}`,
            'x-school': by.schoolId,
            'x-staff': by.staffId,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), took: performance.now() - began }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** What one stretch of load showed. */
export interface Stretch {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, in order of size. */
  readonly waits: readonly number[];
  readonly bytes: number;
  /** Answers that were no success. */
  readonly failed: number;
}

/** Asks for so many seconds over so many connections, each one request after another. */
export async function load(
  baseUrl: string,
  next: () => Wanted,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Stretch> {
  const line = new Connections(baseUrl, connections);
  const waits: number[] = [];
  let bytes = 0;
  let failed = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { status, body, took } = await line.send(next());
        waits.push(took);
        bytes += body.length;
        if (status >= 300) failed += 1;
      }
    }),
  );
  line.close();
  return {
    requests: waits.length,
    seconds: (performance.now() - began) / 1000,
    waits: waits.sort((a, b) => a - b),
    bytes,
    failed,
  };
}

/** @returns the wait that a share of all requests stayed below */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
