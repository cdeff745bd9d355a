import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** What a head teacher leaves for the next one: a few words on each child, and that somebody has read them. What is due is computed. */
export class Handovers20261123100410 implements MigrationInterface {
  name = 'Handovers20261123100410';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE handover_notes (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      assignment_id uuid NOT NULL,
      student_id uuid NOT NULL,
      words text,
      written_by uuid NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT handover_notes_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT handover_notes_one_a_child UNIQUE (school_id, assignment_id, student_id),
      CONSTRAINT handover_notes_assignment FOREIGN KEY (school_id, assignment_id) REFERENCES class_assignments (school_id, id),
      CONSTRAINT handover_notes_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT handover_notes_written_by FOREIGN KEY (school_id, written_by) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'handover_notes', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE handover_acknowledgements (
      school_id uuid NOT NULL,
      assignment_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      acknowledged_at timestamptz NOT NULL,
      CONSTRAINT handover_acknowledgements_pkey PRIMARY KEY (school_id, assignment_id, staff_id),
      CONSTRAINT handover_acknowledgements_assignment FOREIGN KEY (school_id, assignment_id) REFERENCES class_assignments (school_id, id),
      CONSTRAINT handover_acknowledgements_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'handover_acknowledgements', ['SELECT', 'INSERT']);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE handover_acknowledgements`);
    await db.query(`DROP TABLE handover_notes`);
  }
}
