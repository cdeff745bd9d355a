import { Injectable } from '@nestjs/common';
import { foldOneTimeCode, todayIn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import { jobViewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { ConflictError, InvalidRequestError } from '../../platform/errors/domain-error.js';
import { Attempts, type Attempt } from '../../platform/sessions/attempts.js';
import { hashOneTimeCode, type CodePurpose } from '../../platform/sessions/one-time-codes.js';
import { Passwords } from '../../platform/sessions/passwords.js';
import type { ActivationRequest } from './activation.dto.js';

interface AccountRow {
  id: string;
  school_id: string;
  staff_id: string;
  disabled: boolean;
  time_zone: string;
  system: '63' | '54';
}

interface CodeRow {
  id: string;
  purpose: CodePurpose;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

/** Looked up where there is no account, so that an unknown user name takes the same work. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Can be no code: zero is a sign, a letter of another script is none. */
const NO_CODE = '-';

/** Somebody without a session, with a slip in the hand: user name, code, and a password of their own choice. */
@Injectable()
export class ActivationService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
  ) {}

  /**
   * Takes the code and sets the password; every session of the account ends. A wrong name and a wrong code are answered alike and take the same work;
   * only whoever holds the right code learns that it is used, replaced or too old.
   * @param address where it comes from; guesses are counted for the address and for the user name
   * @throws InvalidRequestError `code.refused` at the code, `password.containsName`; ConflictError `code.used`, `code.revoked`, `code.expired`; TooManyError
   */
  async activate({ username: typed, code: typedCode, password }: ActivationRequest, address: string): Promise<void> {
    const username = typed.toLowerCase();
    if (password.toLowerCase().includes(username)) throw InvalidRequestError.at('/password', 'password.containsName');
    const counted: Attempt[] = [
      { of: 'address', key: `code\n${address}` },
      { of: 'account', key: `code\n${username}` },
    ];
    for (const attempt of counted) await this.attempts.count(attempt);

    const [account] = await this.db.beforeViewer<AccountRow>('SELECT * FROM app.account_for_code($1)', [username]);
    const accountId = account?.id ?? NOBODY;
    const hash = await hashOneTimeCode(accountId, foldOneTimeCode(typedCode) ?? NO_CODE);
    const [code] = await this.db.beforeViewer<CodeRow>('SELECT * FROM app.one_time_code_of($1, $2)', [accountId, hash]);
    if (!account || !code || account.disabled) throw InvalidRequestError.at('/code', 'code.refused');
    for (const attempt of counted) await this.attempts.giveBack(attempt);

    const now = this.clock.now();
    if (code.used_at !== null) throw new ConflictError('code.used');
    if (code.revoked_at !== null) throw new ConflictError('code.revoked');
    if (code.expires_at <= now) throw new ConflictError('code.expired');
    await this.use(account, code, await this.passwords.hash(password), now);
  }

  /** Of two who use it at once one comes first. */
  private async use(account: AccountRow, code: CodeRow, passwordHash: string, now: Date): Promise<void> {
    const person = jobViewer({
      schoolId: account.school_id,
      actorId: account.staff_id,
      timeZone: account.time_zone,
      schoolSystem: account.system,
      today: todayIn(account.time_zone, now),
      now,
    });
    await this.db.as(person, async (tx) => {
      const [used] = await tx.query<{ done: boolean }>('SELECT app.use_one_time_code($1, $2, $3) AS done', [
        code.id,
        passwordHash,
        now,
      ]);
      if (!used?.done) throw new ConflictError('code.used');
      await tx.trace(code.purpose === 'reset' ? 'account.passwordReset' : 'account.activated', {
        subjectId: account.id,
      });
    });
  }
}
