import type { Tx } from '../../database/transaction.js';
import { School } from './organisation.entities.js';

/**
 * Whoever changes the school's calendar or classes waits for whoever is at it: what two write at once is held against one another. Children may still be
 * added meanwhile.
 * @returns the school's row, locked
 */
export async function lockSchool(tx: Tx): Promise<School> {
  await tx.query(`SELECT 1 FROM schools WHERE school_id = $1 FOR NO KEY UPDATE`, [tx.viewer.schoolId]);
  return (await tx.findOne(School, {}))!;
}
