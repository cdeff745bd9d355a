import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Database } from '../../database/database.js';
import type { Viewer } from '../access/viewer.js';
import { Clock } from '../clock/clock.js';
import { sha256 } from '../crypto/tokens.js';
import { ConflictError, InvalidRequestError } from '../errors/domain-error.js';
import { Attempts, type Attempt } from './attempts.js';

/** RFC 6238 as every authenticator app knows it: six digits, a new code every 30 seconds, SHA-1 as the hash of the one-time code. */
const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
/** A clock that is half a minute wrong still signs in. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** 32 letters and digits that nobody confuses on paper (Crockford): 5 bits each, 80 bits a code, so that a stolen hash is not guessed. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECOVERY_LENGTH = 16;

interface StoredFactor {
  readonly secret: Buffer | null;
  readonly confirmed_at: Date | null;
  readonly recovery_codes_left: number;
}

/** What the account's person sees of it. */
export interface SecondFactorState {
  readonly since: Date | null;
  readonly recoveryCodesLeft: number;
}

/** Which of the two was given at sign-in; each counts once. */
export type UsedFactor = 'code' | 'recoveryCode';

/** The second factor of an account: codes from an app on somebody's phone, and ten spare codes on paper. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
  ) {}

  async stateOf(accountId: string): Promise<SecondFactorState> {
    const stored = await this.stored(accountId);
    return { since: stored?.confirmed_at ?? null, recoveryCodesLeft: stored?.recovery_codes_left ?? 0 };
  }

  /**
   * Makes a new secret; it counts only once a code of it has been confirmed.
   * @returns the secret as an app takes it, in base32, and as the address a QR code holds; neither is ever shown again
   * @throws ConflictError `secondFactor.on` where there is one already
   */
  async begin(viewer: Viewer): Promise<{ secret: string; uri: string }> {
    const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer });
    // Never kept as the first answer to a repeated request: a secret is stored in one place only.
    await this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const [row] = await tx.query<{ done: boolean | null }>('SELECT app.begin_second_factor($1, $2) AS done', [
        viewer.accountId,
        Buffer.from(secret.bytes),
      ]);
      if (!row?.done) throw new ConflictError('secondFactor.on');
      await tx.trace('secondFactor.begun', { subjectId: viewer.accountId });
    });
    return { secret: secret.base32, uri: generatorOf(secret, viewer.username).toString() };
  }

  /**
   * Turns the factor on with the first right code.
   * @returns ten recovery codes, shown this once
   * @throws InvalidRequestError at `/code` where it is wrong; ConflictError where there is nothing to confirm; TooManyError
   */
  async confirm(viewer: Viewer, code: string): Promise<string[]> {
    const stored = await this.stored(viewer.accountId);
    if (stored?.confirmed_at) throw new ConflictError('secondFactor.on');
    if (!stored?.secret) throw new ConflictError('secondFactor.notBegun');
    const attempt = attemptOf(viewer.accountId);
    await this.attempts.count(attempt);
    const step = stepOf(stored.secret, code, viewer.now);
    if (step === null) throw InvalidRequestError.at('/code', 'session.secondFactorWrong');
    await this.attempts.giveBack(attempt);
    const codes = newRecoveryCodes();
    await this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const [row] = await tx.query<{ done: boolean }>('SELECT app.confirm_second_factor($1, $2, $3, $4) AS done', [
        viewer.accountId,
        step,
        codes.map(recoveryHash),
        viewer.now,
      ]);
      if (!row?.done) throw new ConflictError('secondFactor.on');
      await tx.trace('secondFactor.confirmed', { subjectId: viewer.accountId });
    });
    return codes;
  }

  /** Makes ten new recovery codes; the old ones open nothing any more. @throws ConflictError where the factor is off */
  async renewRecoveryCodes(viewer: Viewer): Promise<string[]> {
    const codes = newRecoveryCodes();
    await this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const [stored] = await tx.query<StoredFactor>('SELECT * FROM app.second_factor_of($1)', [viewer.accountId]);
      if (!stored?.confirmed_at) throw new ConflictError('secondFactor.off');
      await tx.query('SELECT app.renew_recovery_codes($1, $2)', [viewer.accountId, codes.map(recoveryHash)]);
      await tx.trace('recoveryCodes.renewed', { subjectId: viewer.accountId });
    });
    return codes;
  }

  /** @throws ConflictError `secondFactor.off` where there is none */
  async end(viewer: Viewer): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const [row] = await tx.query<{ done: boolean }>('SELECT app.end_second_factor($1) AS done', [viewer.accountId]);
      if (!row?.done) throw new ConflictError('secondFactor.off');
      await tx.trace('secondFactor.ended', { subjectId: viewer.accountId });
    });
  }

  /**
   * Looks at what was given beside a right password. A code counts once: seen over a shoulder it opens nothing.
   * @returns what was used; null where the account has no second factor; `needed` where one is missing; `wrong` where it is not right
   * @throws TooManyError after too many wrong ones, from whatever device
   */
  async check(accountId: string, given: string | undefined): Promise<UsedFactor | 'needed' | 'wrong' | null> {
    const stored = await this.stored(accountId);
    if (!stored?.confirmed_at || !stored.secret) return null;
    const typed = folded(given ?? '');
    if (typed === '') return 'needed';
    const attempt = attemptOf(accountId);
    await this.attempts.count(attempt);
    const used = /^\d{6}$/.test(typed)
      ? await this.useCode(accountId, stored.secret, typed)
      : await this.useRecoveryCode(accountId, typed);
    if (used === null) return 'wrong';
    await this.attempts.giveBack(attempt);
    return used;
  }

  private async useCode(accountId: string, secret: Buffer, code: string): Promise<UsedFactor | null> {
    const step = stepOf(secret, code, this.clock.now());
    if (step === null) return null;
    const [row] = await this.db.beforeViewer<{ done: boolean | null }>(
      'SELECT app.use_second_factor_step($1, $2) AS done',
      [accountId, step],
    );
    return row?.done ? 'code' : null;
  }

  private async useRecoveryCode(accountId: string, typed: string): Promise<UsedFactor | null> {
    const [row] = await this.db.beforeViewer<{ done: boolean | null }>(
      'SELECT app.use_recovery_code($1, $2, $3) AS done',
      [accountId, recoveryHash(typed), this.clock.now()],
    );
    return row?.done ? 'recoveryCode' : null;
  }

  private async stored(accountId: string): Promise<StoredFactor | null> {
    const [row] = await this.db.beforeViewer<StoredFactor>('SELECT * FROM app.second_factor_of($1)', [accountId]);
    return row ?? null;
  }
}

const generatorOf = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'Tongxin', label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });

/** @returns the 30-second step a code belongs to, counted from 1970; null where it is no code of now, of just before or of just after */
function stepOf(secret: Buffer, code: string, now: Date): number | null {
  const token = folded(code);
  if (!/^\d{6}$/.test(token)) return null;
  const buffer = new Uint8Array(secret).buffer;
  const delta = generatorOf(new Secret({ buffer }), '').validate({ token, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

const attemptOf = (accountId: string): Attempt => ({ of: 'account', key: `second factor\n${accountId}` });

/** As it was meant: without spaces and dashes, in capitals, and with the letters that paper confuses read as what they can only be. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

const recoveryHash = (code: string): Buffer => sha256(`recovery code\n${folded(code)}`);

/** @returns ten codes such as `7K3M-90QX-VTW2-HB5D` */
function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(RECOVERY_LENGTH)]
      .map((byte) => LETTERS[byte % LETTERS.length]!)
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}
