import type { Tx } from '../../database/transaction.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import { ONE_USER, OTHER_ADMINISTRATORS, POSTS_OF, type UserRow } from './users.queries.js';

/** @returns a colleague with an account, as of now; null where there is none */
export async function findUser(tx: Tx, staffId: string): Promise<UserRow | null> {
  const { schoolId, today, now } = tx.viewer;
  const [row] = await tx.query<UserRow>(ONE_USER, [schoolId, today, now, staffId]);
  return row ?? null;
}

/** As {@link findUser}. @throws NotFoundError */
export async function userOf(tx: Tx, staffId: string): Promise<UserRow> {
  const row = await findUser(tx, staffId);
  if (!row) throw new NotFoundError();
  return row;
}

/** @returns what somebody holds now or is about to hold */
export async function postsOf(tx: Tx, staffId: string): Promise<string[]> {
  const rows = await tx.query<{ role: string }>(POSTS_OF, [tx.viewer.schoolId, staffId, tx.viewer.today]);
  return rows.map(({ role }) => role);
}

/**
 * Holds back whoever would leave the school without an administrator. Two at once wait for each other at the school's own row, so that two
 * administrators cannot take each other away in the same moment.
 * @throws ConflictError `user.lastAdministrator` unless another one acts today and goes on as long as this one would have
 */
export async function refuseLastAdministrator(tx: Tx, staffId: string): Promise<void> {
  const { schoolId, today } = tx.viewer;
  await tx.query('SELECT 1 FROM schools WHERE school_id = $1 FOR UPDATE', [schoolId]);
  const held = await tx.query<{ until: string | null }>(
    `SELECT to_char(to_on, 'YYYY-MM-DD') AS until FROM role_grants
      WHERE school_id = $1 AND staff_id = $2 AND role = 'administrator' AND from_on <= $3 AND (to_on IS NULL OR to_on >= $3)`,
    [schoolId, staffId, today],
  );
  if (held.length === 0) return;
  const [others] = await tx.query(OTHER_ADMINISTRATORS, [schoolId, staffId, today, held[0]!.until]);
  if (!others) throw new ConflictError('user.lastAdministrator');
}
