import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Why a care file changed and where a child went, how urgent it is and when that is looked at again, and categories the department keeps to itself. */
export class CareFileLife20261123101000 implements MigrationInterface {
  name = 'CareFileLife20261123101000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE care_file_periods
      ADD COLUMN reason_code text,
      ADD COLUMN to_school text,
      ADD CONSTRAINT care_file_periods_to_school CHECK (to_school IS NULL OR status = 'transferred')`);
    await db.query(`ALTER TABLE care_files
      ADD COLUMN urgency text NOT NULL DEFAULT 'normal',
      ADD COLUMN urgency_review_on date,
      ADD CONSTRAINT care_files_urgency CHECK (urgency IN ('normal', 'raised', 'high')),
      ADD CONSTRAINT care_files_urgency_is_reviewed CHECK ((urgency = 'normal') = (urgency_review_on IS NULL))`);
    await db.query(`CREATE TABLE care_file_urgencies (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      level text NOT NULL CONSTRAINT care_file_urgencies_level CHECK (level IN ('normal', 'raised', 'high')),
      reason text NOT NULL,
      review_on date,
      set_by uuid NOT NULL,
      set_on date NOT NULL,
      set_at timestamptz NOT NULL,
      CONSTRAINT care_file_urgencies_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_file_urgencies_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT care_file_urgencies_set_by FOREIGN KEY (school_id, set_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(
      `CREATE INDEX care_file_urgencies_by_student ON care_file_urgencies (school_id, student_id, set_at)`,
    );
    await belongsToSchool(db, 'care_file_urgencies', ['SELECT', 'INSERT']);

    await db.query(`ALTER TABLE care_categories
      ADD COLUMN department_only boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT care_categories_only_restricted_narrowed CHECK (restricted OR NOT department_only)`);
    await db.query(`ALTER TABLE students ADD COLUMN care_urgency text, ADD COLUMN care_review_on date`);
    await db.query(
      `CREATE INDEX students_to_review ON students (school_id, care_review_on, id) WHERE care_review_on IS NOT NULL`,
    );
    await this.listCareFiles(
      db,
      `care_status = c.status, care_urgency = nullif(c.urgency, 'normal'), care_review_on = c.urgency_review_on`,
      `(s.care_status, s.care_urgency, s.care_review_on) IS DISTINCT FROM (c.status, nullif(c.urgency, 'normal'), c.urgency_review_on)`,
    );
    await this.listCategories(
      db,
      `jsonb_build_object('code', a.code, 'from', a.from_on, 'to', a.to_on) || CASE WHEN a.department_only THEN '{"departmentOnly": true}' ELSE '{}' END::jsonb`,
    );
  }

  /** What a list repeats of a care file: its status, and how urgent it is where it is more than usual. */
  private async listCareFiles(db: QueryRunner, set: string, differs: string): Promise<void> {
    await db.query(`CREATE OR REPLACE FUNCTION app.list_care_files() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN UPDATE students s SET ${set} FROM changed c WHERE s.school_id = c.school_id AND s.id = c.student_id AND ${differs}; RETURN NULL; END $$`);
  }

  private async listCategories(db: QueryRunner, span: string): Promise<void> {
    await db.query(`CREATE OR REPLACE FUNCTION app.list_care_categories() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN UPDATE students s SET category_spans = k.spans
          FROM (SELECT a.school_id, a.student_id, jsonb_agg(${span} ORDER BY a.from_on, a.code) AS spans
                  FROM care_categories a
                 WHERE (a.school_id, a.student_id) IN (SELECT c.school_id, c.student_id FROM changed c) GROUP BY a.school_id, a.student_id) k
         WHERE s.school_id = k.school_id AND s.id = k.student_id AND s.category_spans IS DISTINCT FROM k.spans; RETURN NULL; END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await this.listCareFiles(db, 'care_status = c.status', 's.care_status IS DISTINCT FROM c.status');
    await this.listCategories(db, `jsonb_build_object('code', a.code, 'from', a.from_on, 'to', a.to_on)`);
    await db.query(`ALTER TABLE students DROP COLUMN care_urgency, DROP COLUMN care_review_on`);
    await db.query(`ALTER TABLE care_categories DROP COLUMN department_only`);
    await db.query(`DROP TABLE care_file_urgencies`);
    await db.query(`ALTER TABLE care_files DROP COLUMN urgency, DROP COLUMN urgency_review_on`);
    await db.query(`ALTER TABLE care_file_periods DROP COLUMN to_school, DROP COLUMN reason_code`);
  }
}
