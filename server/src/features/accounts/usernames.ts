import { LIMITS } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { sortKeyOf } from '../students/index.js';

const ROOM_FOR_A_NUMBER = 4;
const TRIED = 200;

/** The user name a person's name suggests: full pinyin without tones, 单丽君 → `shanlijun`; a name without any reading gives `user`. */
export function usernameFrom(name: string): string {
  const letters = sortKeyOf(name)
    .replace(/[^a-z]/g, '')
    .slice(0, LIMITS.usernameMax - ROOM_FOR_A_NUMBER);
  return letters.length >= LIMITS.usernameMin ? letters : `user${letters}`;
}

/**
 * Suggests a free user name for each name; user names are one space for all schools of the installation.
 * @param taken names chosen already in the same act; what is suggested is added to it
 */
export async function suggestUsernames(tx: Tx, names: readonly string[], taken: Set<string>): Promise<string[]> {
  const bases = names.map(usernameFrom);
  const candidates = [...new Set(bases)].flatMap((base) => [
    base,
    ...Array.from({ length: TRIED }, (_, index) => `${base}${index + 2}`),
  ]);
  const inUse = await usernamesTaken(tx, candidates);
  return bases.map((base) => {
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? base : `${base}${number}`;
      if (inUse.has(candidate) || taken.has(candidate)) continue;
      taken.add(candidate);
      return candidate;
    }
  });
}

/** @returns those of the user names that somebody has already */
export async function usernamesTaken(tx: Tx, usernames: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ username: string }>('SELECT username FROM app.usernames_taken($1::text[])', [
    usernames,
  ]);
  return new Set(rows.map(({ username }) => username));
}
