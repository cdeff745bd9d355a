import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Schools, their calendar, classes, people, and who holds which post from when to when. */
export class Organisation20261123090000 implements MigrationInterface {
  name = 'Organisation20261123090000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE SCHEMA IF NOT EXISTS app`);
    await db.query(`GRANT USAGE ON SCHEMA app TO tongxin_app`);

    await db.query(`CREATE TABLE schools (
      school_id uuid NOT NULL CONSTRAINT schools_pkey PRIMARY KEY,
      kind text NOT NULL DEFAULT 'school' CONSTRAINT schools_kind CHECK (kind IN ('school', 'bureau')),
      name text NOT NULL,
      system text NOT NULL DEFAULT '63' CONSTRAINT schools_system CHECK (system IN ('63', '54')),
      time_zone text NOT NULL DEFAULT 'Asia/Shanghai',
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
    await belongsToSchool(db, 'schools', ['SELECT', 'UPDATE']);

    await db.query(`CREATE TABLE terms (
      school_id uuid NOT NULL CONSTRAINT terms_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      school_year int NOT NULL,
      ordinal int NOT NULL CONSTRAINT terms_two_a_year CHECK (ordinal IN (1, 2)),
      from_on date NOT NULL,
      to_on date NOT NULL,
      version int NOT NULL DEFAULT 1,
      CONSTRAINT terms_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT terms_once UNIQUE (school_id, school_year, ordinal),
      CONSTRAINT terms_in_order CHECK (from_on <= to_on)
    )`);
    await belongsToSchool(db, 'terms', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE calendar_exceptions (
      school_id uuid NOT NULL CONSTRAINT calendar_exceptions_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      kind text NOT NULL CONSTRAINT calendar_exceptions_kind CHECK (kind IN ('holiday', 'workday')),
      from_on date NOT NULL,
      to_on date NOT NULL,
      name text NOT NULL,
      CONSTRAINT calendar_exceptions_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT calendar_exceptions_in_order CHECK (from_on <= to_on)
    )`);
    await belongsToSchool(db, 'calendar_exceptions', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    await db.query(`CREATE TABLE classes (
      school_id uuid NOT NULL CONSTRAINT classes_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      stage text NOT NULL CONSTRAINT classes_stage CHECK (stage IN ('primary', 'junior')),
      entry_year int NOT NULL,
      number int NOT NULL CONSTRAINT classes_number CHECK (number BETWEEN 1 AND 99),
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT classes_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT classes_once UNIQUE (school_id, stage, entry_year, number)
    )`);
    await belongsToSchool(db, 'classes', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE staff (
      school_id uuid NOT NULL CONSTRAINT staff_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT staff_pkey PRIMARY KEY (school_id, id)
    )`);
    await belongsToSchool(db, 'staff', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE class_assignments (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      class_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      role text NOT NULL CONSTRAINT class_assignments_role CHECK (role IN ('headTeacher', 'deputy', 'subjectTeacher')),
      subject text,
      from_on date NOT NULL,
      to_on date,
      granted_by uuid,
      granted_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT class_assignments_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT class_assignments_class FOREIGN KEY (school_id, class_id) REFERENCES classes (school_id, id),
      CONSTRAINT class_assignments_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id),
      CONSTRAINT class_assignments_granted_by FOREIGN KEY (school_id, granted_by) REFERENCES staff (school_id, id),
      CONSTRAINT class_assignments_in_order CHECK (to_on IS NULL OR from_on <= to_on),
      CONSTRAINT class_assignments_subject CHECK ((role = 'subjectTeacher') = (subject IS NOT NULL))
    )`);
    await db.query(`CREATE INDEX class_assignments_by_class ON class_assignments (school_id, class_id)`);
    await db.query(`CREATE INDEX class_assignments_by_staff ON class_assignments (school_id, staff_id)`);
    await belongsToSchool(db, 'class_assignments', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE role_grants (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      staff_id uuid NOT NULL,
      role text NOT NULL CONSTRAINT role_grants_role CHECK (role IN ('helper', 'volunteer', 'counsellor', 'office',
        'moralEducation', 'principal', 'administrator', 'dataProtection', 'bureau')),
      from_on date NOT NULL,
      to_on date,
      granted_by uuid,
      granted_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT role_grants_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT role_grants_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id),
      CONSTRAINT role_grants_granted_by FOREIGN KEY (school_id, granted_by) REFERENCES staff (school_id, id),
      CONSTRAINT role_grants_in_order CHECK (to_on IS NULL OR from_on <= to_on)
    )`);
    await db.query(`CREATE INDEX role_grants_by_staff ON role_grants (school_id, staff_id)`);
    await belongsToSchool(db, 'role_grants', ['SELECT', 'INSERT', 'UPDATE']);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of [
      'role_grants',
      'class_assignments',
      'staff',
      'classes',
      'calendar_exceptions',
      'terms',
      'schools',
    ]) {
      await db.query(`DROP TABLE ${table}`);
    }
    await db.query(`DROP SCHEMA app`);
  }
}
