import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { ONE_TIME_CODE_LENGTH, ONE_TIME_CODE_SIGNS } from '@tongxin/shared';

/** As for passwords: whoever steals the table cannot try 50 bits. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const AT_ONCE = pLimit(4);

/** How long a code on a slip lives: three days to come in, one hour for a forgotten password. */
export const CODE_HOURS = { activation: 72, reset: 1 } as const;
export type CodePurpose = keyof typeof CODE_HOURS;

/** A new code of 50 random bits, without the dash. It is told once and stored only as its hash. */
export function newOneTimeCode(): string {
  return Array.from(
    randomBytes(ONE_TIME_CODE_LENGTH),
    (byte) => ONE_TIME_CODE_SIGNS[byte % ONE_TIME_CODE_SIGNS.length]!,
  ).join('');
}

/**
 * What is stored of a code. The account is its salt, so that a stored hash is found again by account and code together.
 * @param code folded by `foldOneTimeCode`
 */
export function hashOneTimeCode(accountId: string, code: string): Promise<Buffer> {
  return AT_ONCE(() => hashRaw(code, { ...COST, salt: Buffer.from(accountId.replaceAll('-', ''), 'hex') }));
}

/** @returns the instant from which a code made now counts no more */
export function endOfCode(purpose: CodePurpose, now: Date): Date {
  return new Date(now.getTime() + CODE_HOURS[purpose] * 3_600_000);
}
