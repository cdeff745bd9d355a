import type { Tx } from '../../database/transaction.js';

/** @returns the names of colleagues by their ids */
export async function namesOfStaff(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM staff WHERE school_id = $1 AND id = ANY($2::uuid[])',
    [tx.viewer.schoolId, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
