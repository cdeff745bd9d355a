import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** The step into a new school year, with what it changed, so that it can be taken back within a day. */
export class Rollovers20261123100400 implements MigrationInterface {
  name = 'Rollovers20261123100400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE rollovers (
      school_id uuid NOT NULL CONSTRAINT rollovers_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      to_year int NOT NULL,
      run_by uuid NOT NULL,
      run_at timestamptz NOT NULL,
      last_on date NOT NULL,
      changes jsonb NOT NULL,
      counts jsonb NOT NULL,
      undone_by uuid,
      undone_at timestamptz,
      CONSTRAINT rollovers_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT rollovers_run_by FOREIGN KEY (school_id, run_by) REFERENCES staff (school_id, id),
      CONSTRAINT rollovers_undone_by FOREIGN KEY (school_id, undone_by) REFERENCES staff (school_id, id)
    )`);
    // Once a year; one that was taken back does not count.
    await db.query(
      `CREATE UNIQUE INDEX rollovers_once_a_year ON rollovers (school_id, to_year) WHERE undone_at IS NULL`,
    );
    await belongsToSchool(db, 'rollovers', ['SELECT', 'INSERT', 'UPDATE']);
    // Taken back, a term or class the rollover made goes again, as long as nothing hangs on it.
    await db.query(`GRANT DELETE ON terms, classes TO tongxin_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`REVOKE DELETE ON terms, classes FROM tongxin_app`);
    await db.query(`DROP TABLE rollovers`);
  }
}
