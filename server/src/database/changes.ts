import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';

/** What the triggers of the migrations speak on. */
const CHANNEL = 'tongxin_known';
/** How long to wait before listening is tried again, in milliseconds; doubled up to the second. */
const PAUSE = [250, 5_000] as const;

/** What was changed: of which kind, and of which school or account. */
export interface Change {
  readonly kind: string;
  readonly id: string;
}

/** Ends when the connection that listens is lost. */
interface Listening {
  readonly lost: Promise<void>;
}

/** Told of every change; null: something was missed, so anything may have changed. */
type Hear = (change: Change | null) => void;

/**
 * Hears of every committed change of what servers keep for a second, from whichever server or command made it. Each pooled connection listens as
 * well: PostgreSQL tells the one that commits before it says that it has committed, so a change made here is known here before it is answered.
 * Where pooled connections are handed out to others (`DB_CONTEXT=transaction`) nobody can listen, and nothing is kept.
 */
export class Changes {
  private readonly hearers: Hear[] = [];
  private readonly logger = new Logger('Database');
  private readonly stopping = new AbortController();
  private client: pg.Client | null = null;
  private listening = false;

  /** Whether changes made elsewhere are heard at the moment; while they are not, nothing may be kept. */
  get heard(): boolean {
    return this.listening;
  }

  subscribe(hear: Hear): void {
    this.hearers.push(hear);
  }

  /** Makes a new connection of a pool listen too, before its first statement. */
  readonly listenOn = async (client: pg.ClientBase): Promise<void> => {
    client.on('notification', ({ payload }) => this.tell(payload));
    await client.query(`LISTEN ${CHANNEL}`);
  };

  /** Begins to listen on a connection of its own and keeps at it. A database that does not answer yet stops nothing. */
  async start(connection: pg.ClientConfig): Promise<void> {
    void this.keepListening(connection, await this.listen(connection));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
  }

  private async keepListening(connection: pg.ClientConfig, first: Listening | null): Promise<void> {
    let listening = first;
    let pause: number = PAUSE[0];
    while (!this.stopping.signal.aborted) {
      if (listening) {
        await listening.lost;
        pause = PAUSE[0];
      }
      await sleep(pause, undefined, { ref: false, signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      listening = await this.listen(connection);
      pause = Math.min(pause * 2, PAUSE[1]);
    }
  }

  /** @returns null where there is no connection to be had */
  private async listen(connection: pg.ClientConfig): Promise<Listening | null> {
    const client = new pg.Client({ ...connection, keepAlive: true });
    const lost = new Promise<void>((ended) => {
      const end = (): void => {
        if (this.client === client) this.miss();
        ended();
      };
      client.once('end', end);
      client.on('error', end);
    });
    try {
      await client.connect();
      await this.listenOn(client);
      this.client = client;
      this.listening = true;
      return { lost };
    } catch {
      await client.end().catch(() => undefined);
      return null;
    }
  }

  private miss(): void {
    this.client = null;
    this.listening = false;
    for (const hear of this.hearers) hear(null);
    if (!this.stopping.signal.aborted) this.logger.warn('changes are not heard: nothing is kept until they are again');
  }

  private tell(payload: string | undefined): void {
    const [kind, id] = (payload ?? '').split(' ', 2);
    if (!kind || !id) return;
    for (const hear of this.hearers) hear({ kind, id });
  }
}
