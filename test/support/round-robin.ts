import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Plays whoever spreads requests over several servers: one after the other, and none to a server that says it is not ready. */
export class RoundRobin {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;
  private next = 0;
  private ready: string[];
  private readonly asking: NodeJS.Timeout;

  private constructor(private readonly servers: string[]) {
    this.ready = servers;
    this.server = createServer((incoming, outgoing) => {
      const target = this.ready[this.next++ % this.ready.length]!;
      const address = incoming.socket.remoteAddress ?? '';
      const headers = { ...incoming.headers, 'x-forwarded-for': address };
      const forwarded = request(
        target + incoming.url!,
        { method: incoming.method, headers, agent: this.agent },
        (answer) => {
          outgoing.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(forwarded);
    });
    this.asking = setInterval(() => void this.ask(), 100);
  }

  static async before(...servers: string[]): Promise<RoundRobin> {
    const one = new RoundRobin(servers);
    one.server.listen(0, '127.0.0.1');
    await once(one.server, 'listening');
    return one;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async ask(): Promise<void> {
    const answers = await Promise.all(
      this.servers.map((url) =>
        fetch(`${url}/api/health/ready`).then(
          async (answer) => (await answer.arrayBuffer(), answer.ok),
          () => false,
        ),
      ),
    );
    const ready = this.servers.filter((_, index) => answers[index]);
    if (ready.length > 0) this.ready = ready;
  }

  async stop(): Promise<void> {
    clearInterval(this.asking);
    this.server.closeAllConnections();
    this.agent.destroy();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}
