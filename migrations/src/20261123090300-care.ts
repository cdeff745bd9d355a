import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Care records of every kind on one timeline, and the standards by which they are due. */
export class Care20261123090300 implements MigrationInterface {
  name = 'Care20261123090300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE care_records (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      entry_id uuid NOT NULL,
      kind text NOT NULL,
      student_id uuid NOT NULL,
      author_id uuid NOT NULL,
      held_on date NOT NULL,
      typed_at timestamptz NOT NULL,
      reached boolean NOT NULL DEFAULT true,
      level text NOT NULL CONSTRAINT care_records_level CHECK (level IN ('open', 'audited', 'protected')),
      audience text NOT NULL DEFAULT 'care',
      details jsonb NOT NULL DEFAULT '{}',
      concern text NOT NULL DEFAULT 'none' CONSTRAINT care_records_concern CHECK (concern IN ('none', 'watch', 'urgent')),
      concern_taken_at timestamptz,
      concern_taken_by uuid,
      follow_up_on date,
      follow_up_text text,
      follow_up_done_at timestamptz,
      body_hash bytea NOT NULL,
      version int NOT NULL DEFAULT 1,
      voided_at timestamptz,
      voided_by uuid,
      void_reason text,
      void_text text,
      CONSTRAINT care_records_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_records_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT care_records_author FOREIGN KEY (school_id, author_id) REFERENCES staff (school_id, id),
      CONSTRAINT care_records_voided_by FOREIGN KEY (school_id, voided_by) REFERENCES staff (school_id, id),
      CONSTRAINT care_records_concern_taken_by FOREIGN KEY (school_id, concern_taken_by) REFERENCES staff (school_id, id),
      CONSTRAINT care_records_void_says_why CHECK ((voided_at IS NULL) = (void_reason IS NULL))
    )`);
    // What else stands in these two is read by duties of hundreds of children at once, without going to the records themselves.
    await db.query(
      `CREATE INDEX care_records_timeline ON care_records (school_id, student_id, held_on DESC, id DESC) INCLUDE (kind, reached, voided_at)`,
    );
    await db.query(`CREATE INDEX care_records_by_entry ON care_records (school_id, entry_id)`);
    await db.query(
      `CREATE INDEX care_records_by_day ON care_records (school_id, kind, held_on DESC, id DESC) INCLUDE (student_id, author_id, typed_at, reached, voided_at)`,
    );
    await db.query(
      `CREATE INDEX care_records_urgent ON care_records (school_id, held_on) WHERE concern = 'urgent' AND concern_taken_at IS NULL AND voided_at IS NULL`,
    );
    await db.query(
      `CREATE INDEX care_records_follow_ups ON care_records (school_id, author_id, follow_up_on) WHERE follow_up_on IS NOT NULL AND follow_up_done_at IS NULL AND voided_at IS NULL`,
    );
    await belongsToSchool(db, 'care_records', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE care_record_versions (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      record_id uuid NOT NULL,
      version int NOT NULL,
      before jsonb NOT NULL,
      changed_by uuid NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT care_record_versions_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_record_versions_once UNIQUE (school_id, record_id, version),
      CONSTRAINT care_record_versions_record FOREIGN KEY (school_id, record_id) REFERENCES care_records (school_id, id),
      CONSTRAINT care_record_versions_changed_by FOREIGN KEY (school_id, changed_by) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'care_record_versions', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE care_record_addenda (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      record_id uuid NOT NULL,
      author_id uuid NOT NULL,
      text text NOT NULL,
      added_at timestamptz NOT NULL,
      CONSTRAINT care_record_addenda_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_record_addenda_record FOREIGN KEY (school_id, record_id) REFERENCES care_records (school_id, id),
      CONSTRAINT care_record_addenda_author FOREIGN KEY (school_id, author_id) REFERENCES staff (school_id, id)
    )`);
    await db.query(`CREATE INDEX care_record_addenda_by_record ON care_record_addenda (school_id, record_id)`);
    await belongsToSchool(db, 'care_record_addenda', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE care_standards (
      school_id uuid NOT NULL CONSTRAINT care_standards_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      code text NOT NULL,
      every text NOT NULL CONSTRAINT care_standards_every CHECK (every IN ('month', 'term')),
      who text NOT NULL,
      categories text[],
      asks_in_holidays boolean NOT NULL DEFAULT false,
      from_on date NOT NULL,
      to_on date,
      CONSTRAINT care_standards_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_standards_in_order CHECK (to_on IS NULL OR from_on <= to_on)
    )`);
    await belongsToSchool(db, 'care_standards', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE duty_exemptions (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      standard_id uuid NOT NULL,
      student_id uuid NOT NULL,
      from_on date NOT NULL,
      to_on date NOT NULL,
      reason text NOT NULL,
      granted_by uuid NOT NULL,
      granted_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT duty_exemptions_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT duty_exemptions_standard FOREIGN KEY (school_id, standard_id) REFERENCES care_standards (school_id, id),
      CONSTRAINT duty_exemptions_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT duty_exemptions_granted_by FOREIGN KEY (school_id, granted_by) REFERENCES staff (school_id, id),
      CONSTRAINT duty_exemptions_in_order CHECK (from_on <= to_on)
    )`);
    await db.query(`CREATE INDEX duty_exemptions_by_student ON duty_exemptions (school_id, student_id)`);
    await belongsToSchool(db, 'duty_exemptions', ['SELECT', 'INSERT', 'UPDATE']);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of [
      'duty_exemptions',
      'care_standards',
      'care_record_addenda',
      'care_record_versions',
      'care_records',
    ]) {
      await db.query(`DROP TABLE ${table}`);
    }
  }
}
