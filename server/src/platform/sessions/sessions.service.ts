import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Changes } from '../../database/changes.js';
import { Database } from '../../database/database.js';
import type { SessionRow, Viewer } from '../access/viewer.js';
import { Clock } from '../clock/clock.js';
import { newToken, sha256 } from '../crypto/tokens.js';
import { InvalidRequestError, NotFoundError, NotSignedInError } from '../errors/domain-error.js';
import { Known } from '../known/known.js';
import { Attempts, type Attempt } from './attempts.js';
import { readDevice, storedDevice, type DeviceFamily } from './device-family.js';
import { Passwords } from './passwords.js';
import { SecondFactorService, type UsedFactor } from './second-factor.service.js';

interface AccountRow {
  id: string;
  school_id: string;
  staff_id: string;
  password_hash: string | null;
  disabled: boolean;
}

/** Where a sign-in comes from: the address, the token of a device somebody has signed in on before, and what kind of device it is. */
export interface Origin {
  readonly address: string;
  readonly deviceToken: string | null;
  readonly device: DeviceFamily;
}

/** What somebody signs in with; the second factor only where the account has one. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly secondFactor?: string;
}

/** The tokens of the two cookies, and which second factor it took. */
export interface StartedSession {
  readonly token: string;
  readonly deviceToken: string;
  readonly used: UsedFactor | null;
}

/** Who a token belongs to, as it was asked for at one instant; the answer is the same for any other before `until`. */
interface KnownSession {
  readonly row: SessionRow;
  readonly from: Date;
  readonly until: Date;
}

/** A session that runs now. */
export interface RunningSession extends DeviceFamily {
  readonly id: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** Signing in and out, and who a session's token belongs to. */
@Injectable()
export class SessionsService {
  private readonly known: Known<KnownSession | null>;

  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactorService,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
    changes: Changes,
  ) {
    this.known = new Known(changes, {
      most: 5_000,
      concerns: ({ kind, id }, _, { row }) =>
        (kind === 'account' && row.accountId === id) || (kind === 'people' && row.schoolId === id),
    });
  }

  /**
   * @returns the session's token and the device's token, both for cookies
   * @throws NotSignedInError `session.refused` for a wrong name or password, the same for both; once the password is right
   *   `session.secondFactorNeeded` or `session.secondFactorWrong`; TooManyError after too many failures
   */
  async signIn({ username, password, secondFactor }: Credentials, origin: Origin): Promise<StartedSession> {
    const [account] = await this.db.beforeViewer<AccountRow>('SELECT * FROM app.account_by_username($1)', [username]);
    const known = account && origin.deviceToken ? await this.knowsDevice(account.id, origin.deviceToken) : false;
    const counted: Attempt[] = known
      ? [{ of: 'device', key: `${username}\n${origin.deviceToken}` }]
      : [
          { of: 'address', key: origin.address },
          { of: 'account', key: username },
        ];
    for (const attempt of counted) await this.attempts.count(attempt);
    const right = await this.passwords.matches(account && !account.disabled ? account.password_hash : null, password);
    if (!account || !right) throw new NotSignedInError('session.refused');
    const factor = await this.secondFactor.check(account.id, secondFactor);
    if (factor === 'wrong') throw new NotSignedInError('session.secondFactorWrong');
    for (const attempt of counted) await this.attempts.giveBack(attempt);
    if (factor === 'needed') throw new NotSignedInError('session.secondFactorNeeded');

    const token = newToken();
    const deviceToken = known && origin.deviceToken ? origin.deviceToken : newToken();
    const now = this.clock.now();
    await this.db.beforeViewer('SELECT app.remember_device($1, $2, $3)', [account.id, sha256(deviceToken), now]);
    await this.db.beforeViewer('SELECT app.start_session($1, $2, $3, $4, $5)', [
      v7(),
      account.id,
      sha256(token),
      now,
      storedDevice(origin.device),
    ]);
    return { token, deviceToken, used: factor };
  }

  /** @returns who the token belongs to today, or null where the session is over */
  async find(token: string): Promise<SessionRow | null> {
    const now = this.clock.now();
    const found = await this.known.find(
      token,
      () => this.ask(sha256(token), now),
      ({ from, until }) => from <= now && now < until,
    );
    return found?.row ?? null;
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

  /** @returns the viewer's own running sessions, the last seen first */
  async running(viewer: Viewer): Promise<RunningSession[]> {
    const rows = await this.db.beforeViewer<{ id: string; device: string | null; started_at: Date; seen_at: Date }>(
      'SELECT * FROM app.running_sessions($1, $2)',
      [viewer.accountId, viewer.now],
    );
    return rows.map(({ id, device, started_at, seen_at }) => ({
      id,
      ...readDevice(device),
      startedAt: started_at,
      seenAt: seen_at,
    }));
  }

  /** Ends one of the viewer's own sessions; its next request is refused. @throws NotFoundError where it does not run, or is another's */
  async revoke(viewer: Viewer, sessionId: string): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const [row] = await tx.query<{ done: boolean | null }>('SELECT app.revoke_session($1, $2, $3) AS done', [
        viewer.accountId,
        sessionId,
        viewer.now,
      ]);
      if (!row?.done) throw new NotFoundError();
      await tx.trace('session.revoked', { subjectId: viewer.accountId });
    });
  }

  /** Ends every session of the viewer but the one at work. @returns how many ran */
  async revokeOthers(viewer: Viewer): Promise<number> {
    return this.db.as(viewer, async (tx) => {
      const [row] = await tx.query<{ ended: number }>('SELECT app.revoke_other_sessions($1, $2, $3) AS ended', [
        viewer.accountId,
        viewer.sessionId,
        viewer.now,
      ]);
      const ended = row?.ended ?? 0;
      if (ended > 0) await tx.trace('session.revoked', { subjectId: viewer.accountId });
      return ended;
    });
  }

  /**
   * Asks for the password once more before something grave.
   * @param pointer where it stands in the request
   * @throws InvalidRequestError `password.wrong` at the pointer; TooManyError after too many wrong ones
   */
  async assertPassword(viewer: Viewer, password: string, pointer: string): Promise<void> {
    const attempt: Attempt = { of: 'account', key: `password\n${viewer.accountId}` };
    await this.attempts.count(attempt);
    const [account] = await this.db.beforeViewer<{ password_hash: string | null }>(
      'SELECT * FROM app.account_of_staff($1, $2)',
      [viewer.schoolId, viewer.id],
    );
    if (!(await this.passwords.matches(account?.password_hash ?? null, password)))
      throw InvalidRequestError.at(pointer, 'password.wrong');
    await this.attempts.giveBack(attempt);
  }

  /**
   * Changes one's own password and ends every other session of the account.
   * @throws InvalidRequestError where the present password is wrong, or the new one is the same
   */
  async changePassword(viewer: Viewer, current: string, next: string): Promise<void> {
    await this.assertPassword(viewer, current, '/currentPassword');
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

  private async ask(hash: Buffer, now: Date): Promise<KnownSession | null> {
    const [answer] = await this.db.beforeViewer<{ viewer: SessionRow | null }>(
      'SELECT app.viewer_of($1, $2) AS viewer',
      [hash, now],
    );
    const row = answer?.viewer;
    return row ? { row, from: now, until: new Date(row.until ?? now) } : null;
  }

  private async knowsDevice(accountId: string, deviceToken: string): Promise<boolean> {
    const [row] = await this.db.beforeViewer<{ known: boolean }>('SELECT app.knows_device($1, $2) AS known', [
      accountId,
      sha256(deviceToken),
    ]);
    return row?.known ?? false;
  }
}
