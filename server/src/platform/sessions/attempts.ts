import { Inject, Injectable } from '@nestjs/common';
import type { ProblemCode } from '@tongxin/shared';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { READ_POOL } from '../../database/database.js';
import { sha256 } from '../crypto/tokens.js';
import { TooManyError } from '../errors/domain-error.js';

const QUARTER_HOUR = 15 * 60;

/** How many attempts count together. A whole school may stand behind one address; an account is guessed at from unknown devices; a known device counts for itself. Links of guardians are guessed at from an address; one that is real is asked for a few times. A calendar program asks every hour or so. */
const POINTS = { address: 200, account: 10, device: 10, linkAddress: 30, link: 60, calendar: 30 } as const;
export type AttemptsOf = keyof typeof POINTS;

/** One attempt: what it counts for, and whose it is; the key is hashed before it is stored. */
export interface Attempt {
  readonly of: AttemptsOf;
  readonly key: string;
}

/** Counts attempts at passwords and codes over a quarter of an hour, for all servers together. */
@Injectable()
export class Attempts {
  private readonly counters: Readonly<Record<AttemptsOf, RateLimiterPostgres>>;

  constructor(@Inject(READ_POOL) pool: pg.Pool) {
    const counter = (keyPrefix: AttemptsOf): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix,
        points: POINTS[keyPrefix],
        duration: QUARTER_HOUR,
      });
    this.counters = {
      address: counter('address'),
      account: counter('account'),
      device: counter('device'),
      linkAddress: counter('linkAddress'),
      link: counter('link'),
      calendar: counter('calendar'),
    };
  }

  /**
   * Counts an attempt before it is looked at, or many guesses at once would all slip through.
   * @param code what the refusal is called
   * @throws TooManyError after too many
   */
  async count({ of, key }: Attempt, code: ProblemCode = 'session.tooManyAttempts'): Promise<void> {
    try {
      await this.counters[of].consume(hex(key));
    } catch (refused) {
      if (refused instanceof RateLimiterRes)
        throw new TooManyError(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)), code);
      throw refused;
    }
  }

  /** Gives an attempt back when it was right. */
  async giveBack({ of, key }: Attempt): Promise<void> {
    await this.counters[of].reward(hex(key), 1);
  }
}

const hex = (text: string): string => sha256(text).toString('hex');
