import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Students, their care files and contact cards with the history of every field, and the keys they are found by. */
export class Students20261123090200 implements MigrationInterface {
  name = 'Students20261123090200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE students (
      school_id uuid NOT NULL CONSTRAINT students_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      name text NOT NULL,
      sort_key text COLLATE "C" NOT NULL DEFAULT '',
      sex text NOT NULL CONSTRAINT students_sex CHECK (sex IN ('male', 'female')),
      birth_date date,
      id_number text,
      student_number text,
      class_id uuid,
      care_status text,
      category_spans jsonb NOT NULL DEFAULT '[]',
      village text,
      created_at timestamptz NOT NULL DEFAULT now(),
      created_by uuid,
      CONSTRAINT students_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT students_id_number UNIQUE (school_id, id_number),
      CONSTRAINT students_student_number UNIQUE (school_id, student_number),
      CONSTRAINT students_class FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, id),
      CONSTRAINT students_created_by FOREIGN KEY (school_id, created_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(`CREATE INDEX students_by_class ON students (school_id, class_id, name)`);
    await db.query(`CREATE INDEX students_in_order ON students (school_id, sort_key, id)`);
    await db.query(`CREATE INDEX students_in_care ON students (school_id, sort_key, id) WHERE care_status IS NOT NULL`);
    await db.query(`CREATE INDEX students_by_birth ON students (school_id, birth_date, name)`);
    await belongsToSchool(db, 'students', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE student_changes (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      field text NOT NULL,
      before text,
      after text,
      reason text,
      changed_by uuid NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT student_changes_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT student_changes_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT student_changes_changed_by FOREIGN KEY (school_id, changed_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(`CREATE INDEX student_changes_by_student ON student_changes (school_id, student_id)`);
    await belongsToSchool(db, 'student_changes', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE class_memberships (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      class_id uuid NOT NULL,
      from_on date NOT NULL,
      to_on date,
      CONSTRAINT class_memberships_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT class_memberships_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT class_memberships_class FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, id),
      CONSTRAINT class_memberships_in_order CHECK (to_on IS NULL OR from_on <= to_on)
    )`);
    await db.query(`CREATE INDEX class_memberships_by_student ON class_memberships (school_id, student_id, from_on)`);
    await db.query(
      `CREATE UNIQUE INDEX class_memberships_one_open ON class_memberships (school_id, student_id) WHERE to_on IS NULL`,
    );
    await belongsToSchool(db, 'class_memberships', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE student_keys (
      school_id uuid NOT NULL,
      kind text COLLATE "C" NOT NULL CONSTRAINT student_keys_kind CHECK (kind IN ('gram', 'pinyin', 'initials', 'phone')),
      key text COLLATE "C" NOT NULL,
      student_id uuid NOT NULL,
      CONSTRAINT student_keys_pkey PRIMARY KEY (school_id, kind, key, student_id),
      CONSTRAINT student_keys_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id)
    )`);
    await db.query(`CREATE INDEX student_keys_by_student ON student_keys (school_id, student_id)`);
    await belongsToSchool(db, 'student_keys', ['SELECT', 'INSERT', 'DELETE']);

    await db.query(`CREATE TABLE care_files (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      status text NOT NULL DEFAULT 'open' CONSTRAINT care_files_status CHECK (status IN ('open', 'paused', 'closed', 'transferred')),
      opened_on date NOT NULL,
      remark text,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT care_files_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_files_one_a_child UNIQUE (school_id, student_id),
      CONSTRAINT care_files_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id)
    )`);
    await db.query(`CREATE INDEX care_files_by_status ON care_files (school_id, status)`);
    await belongsToSchool(db, 'care_files', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE care_file_periods (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      status text NOT NULL CONSTRAINT care_file_periods_status CHECK (status IN ('open', 'paused', 'closed', 'transferred')),
      from_on date NOT NULL,
      reason text,
      changed_by uuid,
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT care_file_periods_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_file_periods_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT care_file_periods_changed_by FOREIGN KEY (school_id, changed_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(`CREATE INDEX care_file_periods_by_student ON care_file_periods (school_id, student_id, from_on)`);
    await belongsToSchool(db, 'care_file_periods', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE care_categories (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      code text NOT NULL,
      from_on date NOT NULL,
      to_on date,
      basis text,
      end_reason text,
      restricted boolean NOT NULL DEFAULT false,
      added_by uuid,
      added_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT care_categories_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT care_categories_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT care_categories_added_by FOREIGN KEY (school_id, added_by) REFERENCES staff (school_id, id),
      CONSTRAINT care_categories_in_order CHECK (to_on IS NULL OR from_on <= to_on)
    )`);
    await db.query(`CREATE INDEX care_categories_by_student ON care_categories (school_id, student_id)`);
    await db.query(`CREATE INDEX care_categories_by_code ON care_categories (school_id, code, student_id)`);
    await db.query(
      `CREATE UNIQUE INDEX care_categories_open_once ON care_categories (school_id, student_id, code) WHERE to_on IS NULL`,
    );
    await belongsToSchool(db, 'care_categories', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE contact_cards (
      school_id uuid NOT NULL,
      student_id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      address text,
      village text,
      changed_on date,
      changed_at timestamptz,
      verified_on date,
      verified_at timestamptz,
      verified_by uuid,
      CONSTRAINT contact_cards_pkey PRIMARY KEY (school_id, student_id),
      CONSTRAINT contact_cards_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT contact_cards_verified_by FOREIGN KEY (school_id, verified_by) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'contact_cards', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE contact_card_verifications (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      verified_on date NOT NULL,
      reached boolean NOT NULL DEFAULT true,
      verified_by uuid NOT NULL,
      typed_at timestamptz NOT NULL,
      CONSTRAINT contact_card_verifications_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT contact_card_verifications_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT contact_card_verifications_by FOREIGN KEY (school_id, verified_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(
      `CREATE INDEX contact_card_verifications_by_student ON contact_card_verifications (school_id, student_id, verified_on)`,
    );
    await belongsToSchool(db, 'contact_card_verifications', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE guardians (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      kind text NOT NULL CONSTRAINT guardians_kind CHECK (kind IN ('guardian', 'entrusted')),
      name text NOT NULL,
      relationship text NOT NULL,
      sex text CONSTRAINT guardians_sex CHECK (sex IN ('male', 'female')),
      birth_date date,
      age_stated int,
      age_stated_on date,
      address text,
      works_at text,
      away_since date,
      unable_to_care boolean NOT NULL DEFAULT false,
      deceased boolean NOT NULL DEFAULT false,
      lives_with_child boolean,
      call_order int NOT NULL,
      removed_at timestamptz,
      CONSTRAINT guardians_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT guardians_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id)
    )`);
    await db.query(`CREATE INDEX guardians_by_student ON guardians (school_id, student_id)`);
    await belongsToSchool(db, 'guardians', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE phones (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      guardian_id uuid,
      label text,
      number text NOT NULL,
      position int NOT NULL,
      removed_at timestamptz,
      CONSTRAINT phones_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT phones_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT phones_guardian FOREIGN KEY (school_id, guardian_id) REFERENCES guardians (school_id, id)
    )`);
    await db.query(`CREATE INDEX phones_by_student ON phones (school_id, student_id)`);
    await db.query(`CREATE INDEX phones_by_guardian ON phones (school_id, guardian_id)`);
    await belongsToSchool(db, 'phones', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE contact_card_changes (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      student_id uuid NOT NULL,
      guardian_id uuid,
      person text,
      field text NOT NULL,
      before text,
      after text,
      source text,
      reason text,
      changed_by uuid NOT NULL,
      approved_by uuid,
      changed_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT contact_card_changes_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT contact_card_changes_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT contact_card_changes_guardian FOREIGN KEY (school_id, guardian_id) REFERENCES guardians (school_id, id),
      CONSTRAINT contact_card_changes_changed_by FOREIGN KEY (school_id, changed_by) REFERENCES staff (school_id, id),
      CONSTRAINT contact_card_changes_approved_by FOREIGN KEY (school_id, approved_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(
      `CREATE INDEX contact_card_changes_by_student ON contact_card_changes (school_id, student_id, changed_at)`,
    );
    await belongsToSchool(db, 'contact_card_changes', ['SELECT', 'INSERT']);
    await this.keepListed(db);
  }

  /**
   * A list shows status, categories and village of many children at once without looking into three more tables for each:
   * the database itself repeats them in `students` whenever care file, categories or card change, whoever changes them.
   */
  private async keepListed(db: QueryRunner): Promise<void> {
    const repeats = {
      care_files: `UPDATE students s SET care_status = c.status FROM changed c
         WHERE s.school_id = c.school_id AND s.id = c.student_id AND s.care_status IS DISTINCT FROM c.status`,
      care_categories: `UPDATE students s SET category_spans = k.spans
          FROM (SELECT a.school_id, a.student_id, jsonb_agg(jsonb_build_object('code', a.code, 'from', a.from_on, 'to', a.to_on) ORDER BY a.from_on, a.code) AS spans
                  FROM care_categories a
                 WHERE (a.school_id, a.student_id) IN (SELECT c.school_id, c.student_id FROM changed c) GROUP BY a.school_id, a.student_id) k
         WHERE s.school_id = k.school_id AND s.id = k.student_id AND s.category_spans IS DISTINCT FROM k.spans`,
      contact_cards: `UPDATE students s SET village = c.village FROM changed c
         WHERE s.school_id = c.school_id AND s.id = c.student_id AND s.village IS DISTINCT FROM c.village`,
    };
    for (const [table, update] of Object.entries(repeats)) {
      await db.query(`CREATE FUNCTION app.list_${table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN ${update}; RETURN NULL; END $$`);
      for (const verb of ['INSERT', 'UPDATE']) {
        await db.query(`CREATE TRIGGER ${table}_listed_on_${verb.toLowerCase()} AFTER ${verb} ON ${table}
          REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.list_${table}()`);
      }
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of [
      'contact_card_changes',
      'phones',
      'guardians',
      'contact_card_verifications',
      'contact_cards',
      'care_categories',
      'care_file_periods',
      'care_files',
      'student_keys',
      'class_memberships',
      'student_changes',
      'students',
    ]) {
      await db.query(`DROP TABLE ${table}`);
    }
    await db.query(`DROP FUNCTION app.list_care_files, app.list_care_categories, app.list_contact_cards`);
  }
}
