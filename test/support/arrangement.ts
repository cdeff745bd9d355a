import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import { newDatabase, type TestDatabase } from './database.js';
import { World, type Person } from './world.js';

/** A private database with builders and no server: for tests that start the product themselves. */
export class Arrangement {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Pool,
    readonly world: World,
  ) {}

  static async make(): Promise<Arrangement> {
    const database = await newDatabase();
    const owner = new pg.Pool({ connectionString: database.url, max: 3, options: '-c timezone=UTC' });
    owner.on('error', () => undefined);
    return new Arrangement(database, owner, new World(owner));
  }

  /** @returns the cookie of a new session of somebody */
  async cookieOf(person: Person): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.owner.query(
      `INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at) VALUES ($1, $2, $3, now(), now(), now())`,
      [v7(), person.accountId, createHash('sha256').update(token).digest()],
    );
    return `tongxin-session=${token}`;
  }

  async remove(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
  }
}
