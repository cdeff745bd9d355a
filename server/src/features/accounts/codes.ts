import { Injectable } from '@nestjs/common';
import { shownOneTimeCode } from '@tongxin/shared';
import { v7 } from 'uuid';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import {
  endOfCode,
  hashOneTimeCode,
  newOneTimeCode,
  type CodePurpose,
} from '../../platform/sessions/one-time-codes.js';
import type { CodeSlip } from './users.dto.js';

/** A code that has just been made: kept in memory for the one answer it is told in, never in a transaction's stored answer. */
export interface FreshCode {
  readonly code: string;
  readonly purpose: CodePurpose;
  readonly expiresAt: Date;
}

/** Makes one-time codes. What is stored is a hash; the code itself goes into one answer and nowhere else. */
@Injectable()
export class Codes {
  /**
   * Makes a code and ends the older ones. One for a forgotten password also ends the password and every session.
   * @param shut whether closed records stay shut for a day afterwards
   * @throws ConflictError `user.disabled` for an account that is switched off
   */
  async make(tx: Tx, accountId: string, purpose: CodePurpose, shut = false): Promise<FreshCode> {
    const { id: madeBy, now } = tx.viewer;
    const code = newOneTimeCode();
    const expiresAt = endOfCode(purpose, now);
    const [made] = await tx.query<{ done: boolean }>(
      'SELECT app.make_one_time_code($1, $2, $3, $4, $5, $6, $7, $8) AS done',
      [v7(), accountId, purpose, await hashOneTimeCode(accountId, code), madeBy, now, expiresAt, shut],
    );
    if (!made?.done) throw new ConflictError('user.disabled');
    await tx.trace(purpose === 'reset' ? 'account.resetMade' : 'account.codeMade', { subjectId: accountId });
    return { code, purpose, expiresAt };
  }

  /** The code as it is told once, with what stands beside it on the slip. */
  slipOf(
    viewer: Viewer,
    user: { readonly id: string; readonly name: string; readonly username: string },
    { code, purpose, expiresAt }: FreshCode,
  ): CodeSlip {
    return {
      userId: user.id,
      name: user.name,
      username: user.username,
      school: viewer.schoolName,
      purpose,
      code: shownOneTimeCode(code),
      expiresAt: expiresAt.toISOString(),
    };
  }
}
