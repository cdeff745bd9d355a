import type { QueryRunner } from 'typeorm';

/** The school a connection speaks for; without one the comparison is with NULL and no row is there. */
const SCHOOL_OF_CONNECTION = `nullif(current_setting('app.school_id', true), '')::uuid`;

export type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/**
 * Closes a table to everybody but the school it speaks for, also to its owner, and names what the application may do there.
 * A second policy lets the owner through: without it, data migrations would silently touch nothing.
 * @param table name of a table whose first key column is `school_id`
 * @param verbs what the application's role may do; rows of the past are never given DELETE
 */
export async function belongsToSchool(db: QueryRunner, table: string, verbs: readonly Verb[]): Promise<void> {
  await closeTable(db, table);
  await db.query(
    `CREATE POLICY school_only ON "${table}" TO tongxin_app
       USING (school_id = ${SCHOOL_OF_CONNECTION}) WITH CHECK (school_id = ${SCHOOL_OF_CONNECTION})`,
  );
  await db.query(`GRANT ${verbs.join(', ')} ON "${table}" TO tongxin_app`);
}

/** Closes a table to the application altogether; it is reached through named SECURITY DEFINER functions only. */
export async function closeTable(db: QueryRunner, table: string): Promise<void> {
  await db.query(`ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY`);
  await db.query(`ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY`);
  await db.query(`CREATE POLICY owner_all ON "${table}" TO CURRENT_USER USING (true) WITH CHECK (true)`);
}
