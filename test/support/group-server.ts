import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a group robot was sent: the address with its query, and the body. */
export interface GroupMessage {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: { msgtype: string; text: { content: string } };
}

/** Plays the group robot of WeCom or DingTalk on this machine. */
export class GroupServer {
  readonly messages: GroupMessage[] = [];
  /** What it answers; both services say 200 also where they refuse. */
  answer: { status: number; body: string; location?: string } = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly port: () => number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port()}`;
  }

  static async start(): Promise<GroupServer> {
    const server = createServer();
    const group = new GroupServer(server, () => (server.address() as AddressInfo).port);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as GroupMessage['body'];
        group.messages.push({ path: url.pathname, query: url.searchParams, body });
        const { status, body: said, location } = group.answer;
        response.writeHead(status, { 'Content-Type': 'application/json', ...(location ? { Location: location } : {}) });
        response.end(said);
        group.waiting.splice(0).forEach((go) => go());
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return group;
  }

  /** Waits until so many messages have come in all. */
  async heard(count: number): Promise<void> {
    while (this.messages.length < count) await new Promise<void>((go) => this.waiting.push(go));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}
