import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Files that hang on a record: what they are and on which record; their bytes lie in the store under their hash. */
export class Attachments20261123100600 implements MigrationInterface {
  name = 'Attachments20261123100600';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE attachments (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      student_id uuid,
      subject_kind text NOT NULL,
      subject_id uuid NOT NULL,
      name text NOT NULL,
      media_type text NOT NULL,
      size int NOT NULL CONSTRAINT attachments_size CHECK (size > 0),
      sha256 bytea NOT NULL CONSTRAINT attachments_sha256 CHECK (length(sha256) = 32),
      width int,
      height int,
      added_by uuid NOT NULL,
      added_at timestamptz NOT NULL,
      removed_at timestamptz,
      removed_by uuid,
      removed_reason text,
      CONSTRAINT attachments_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT attachments_added_by FOREIGN KEY (school_id, added_by) REFERENCES staff (school_id, id),
      CONSTRAINT attachments_removed_by FOREIGN KEY (school_id, removed_by) REFERENCES staff (school_id, id),
      CONSTRAINT attachments_removed CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removed_reason IS NULL))
    )`);
    await db.query(`CREATE INDEX attachments_by_subject ON attachments (school_id, subject_kind, subject_id)`);
    await db.query(`CREATE INDEX attachments_by_student ON attachments (school_id, student_id)`);
    await db.query(`CREATE INDEX attachments_by_bytes ON attachments (school_id, sha256)`);
    await belongsToSchool(db, 'attachments', ['SELECT', 'INSERT', 'UPDATE']);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE attachments`);
  }
}
