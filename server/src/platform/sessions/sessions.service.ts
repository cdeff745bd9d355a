import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type pg from 'pg';
import { v7 } from 'uuid';
import { Database, READ_POOL } from '../../database/database.js';
import type { SessionRow, Viewer } from '../access/viewer.js';
import { Clock } from '../clock/clock.js';
import { newToken, sha256 } from '../crypto/tokens.js';
import { InvalidRequestError, NotSignedInError, TooManyError } from '../errors/domain-error.js';
import { Passwords } from './passwords.js';

interface AccountRow {
  id: string;
  school_id: string;
  staff_id: string;
  password_hash: string;
  disabled: boolean;
}

/** Where a sign-in comes from: the address, and the token of a device somebody has signed in on before. */
export interface Origin {
  readonly address: string;
  readonly deviceToken: string | null;
}

const QUARTER_HOUR = 15 * 60;

/** Signing in and out, and who a session's token belongs to. */
@Injectable()
export class SessionsService {
  private readonly failuresOfAddress: RateLimiterPostgres;
  private readonly failuresOfAccount: RateLimiterPostgres;
  private readonly failuresOfDevice: RateLimiterPostgres;

  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    @Inject(READ_POOL) pool: pg.Pool,
  ) {
    const failures = (keyPrefix: string, points: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix,
        points,
        duration: QUARTER_HOUR,
      });
    // A whole school may stand behind one address; an account is guessed at from unknown devices; a device its owner knows counts for itself.
    this.failuresOfAddress = failures('address', 200);
    this.failuresOfAccount = failures('account', 10);
    this.failuresOfDevice = failures('device', 10);
  }

  /**
   * @returns the session's token and the device's token, both for cookies
   * @throws NotSignedInError `session.refused` for a wrong name or password, the same for both; TooManyError after too many failures
   */
  async signIn(username: string, password: string, origin: Origin): Promise<{ token: string; deviceToken: string }> {
    const [account] = await this.db.beforeViewer<AccountRow>('SELECT * FROM app.account_by_username($1)', [username]);
    const known = account && origin.deviceToken ? await this.knowsDevice(account.id, origin.deviceToken) : false;
    const counted = known
      ? [{ failures: this.failuresOfDevice, key: hex(`${username}\n${origin.deviceToken}`) }]
      : [
          { failures: this.failuresOfAddress, key: hex(origin.address) },
          { failures: this.failuresOfAccount, key: hex(username) },
        ];
    // Counted before the password is looked at, or many guesses at once would all slip through; given back when it was right.
    for (const { failures, key } of counted) await consume(failures, key);
    const right = await this.passwords.matches(account && !account.disabled ? account.password_hash : null, password);
    if (!account || !right) throw new NotSignedInError('session.refused');
    for (const { failures, key } of counted) await failures.reward(key, 1);

    const token = newToken();
    const deviceToken = known && origin.deviceToken ? origin.deviceToken : newToken();
    const now = this.clock.now();
    await this.db.beforeViewer('SELECT app.remember_device($1, $2, $3)', [account.id, sha256(deviceToken), now]);
    await this.db.beforeViewer('SELECT app.start_session($1, $2, $3, $4)', [v7(), account.id, sha256(token), now]);
    return { token, deviceToken };
  }

  /** @returns who the token belongs to today, or null where the session is over */
  async find(token: string): Promise<SessionRow | null> {
    const [row] = await this.db.beforeViewer<{ viewer: SessionRow | null }>('SELECT app.viewer_of($1, $2) AS viewer', [
      sha256(token),
      this.clock.now(),
    ]);
    return row?.viewer ?? null;
  }

  /** Gives the session a new token; the old one still works for a minute, for requests under way. @returns null where another request was first */
  async rotate(sessionId: string, token: string): Promise<string | null> {
    const next = newToken();
    const rows = await this.db.beforeViewer<{ done: boolean | null }>(
      'SELECT app.rotate_session($1, $2, $3, $4) AS done',
      [sessionId, sha256(token), sha256(next), this.clock.now()],
    );
    return rows[0]?.done ? next : null;
  }

  async signOut(token: string): Promise<void> {
    await this.db.beforeViewer('SELECT app.end_session($1, $2)', [sha256(token), this.clock.now()]);
  }

  /**
   * Changes one's own password and ends every other session of the account.
   * @throws InvalidRequestError where the present password is wrong, or the new one is the same
   */
  async changePassword(viewer: Viewer, current: string, next: string): Promise<void> {
    const key = hex(`password\n${viewer.accountId}`);
    await consume(this.failuresOfAccount, key);
    const [account] = await this.db.beforeViewer<{ username: string; password_hash: string }>(
      'SELECT * FROM app.account_of_staff($1, $2)',
      [viewer.schoolId, viewer.id],
    );
    if (!(await this.passwords.matches(account?.password_hash ?? null, current)))
      throw InvalidRequestError.at('/currentPassword', 'password.wrong');
    await this.failuresOfAccount.reward(key, 1);
    if (current === next) throw InvalidRequestError.at('/newPassword', 'password.same');
    if (next.toLowerCase().includes(viewer.username.toLowerCase()))
      throw InvalidRequestError.at('/newPassword', 'password.containsName');
    const hashed = await this.passwords.hash(next);
    await this.db.as(viewer, async (tx) => {
      await tx.query('SELECT app.change_password($1, $2, $3, $4)', [
        viewer.accountId,
        hashed,
        viewer.sessionId,
        viewer.now,
      ]);
      await tx.trace('password.changed', { subjectId: viewer.accountId });
    });
  }

  private async knowsDevice(accountId: string, deviceToken: string): Promise<boolean> {
    const [row] = await this.db.beforeViewer<{ known: boolean }>('SELECT app.knows_device($1, $2) AS known', [
      accountId,
      sha256(deviceToken),
    ]);
    return row?.known ?? false;
  }
}

const hex = (text: string): string => sha256(text).toString('hex');

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes)
      throw new TooManyError(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)), 'session.tooManyAttempts');
    throw refused;
  }
}
