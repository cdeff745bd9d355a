import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Care standards change from a day on and keep what they were before; a child may be excused, and asked again. */
export class CareStandards20261123101200 implements MigrationInterface {
  name = 'CareStandards20261123101200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE care_standards
      ADD COLUMN first_id uuid,
      ADD COLUMN urgencies text[],
      ADD COLUMN window_part text NOT NULL DEFAULT 'whole',
      ADD COLUMN window_days int,
      ADD COLUMN grace_days int NOT NULL DEFAULT 0,
      ADD COLUMN created_by uuid,
      ADD COLUMN created_at timestamptz,
      ADD COLUMN withdrawn_by uuid,
      ADD COLUMN withdrawn_at timestamptz,
      ADD CONSTRAINT care_standards_window CHECK ((window_part = 'whole' AND window_days IS NULL) OR (window_part IN ('fromDay', 'lastDays') AND window_days > 0)),
      ADD CONSTRAINT care_standards_grace CHECK (grace_days BETWEEN 0 AND 14),
      ADD CONSTRAINT care_standards_urgencies CHECK (urgencies <> '{}' AND urgencies <@ ARRAY['raised', 'high']),
      ADD CONSTRAINT care_standards_first FOREIGN KEY (school_id, first_id) REFERENCES care_standards (school_id, id),
      ADD CONSTRAINT care_standards_created_by FOREIGN KEY (school_id, created_by) REFERENCES staff (school_id, id),
      ADD CONSTRAINT care_standards_withdrawn_by FOREIGN KEY (school_id, withdrawn_by) REFERENCES staff (school_id, id)`);

    await db.query(`ALTER TABLE duty_exemptions
      ADD COLUMN version int NOT NULL DEFAULT 1,
      ADD COLUMN ended_on date,
      ADD COLUMN end_reason text,
      ADD COLUMN ended_by uuid,
      ADD COLUMN ended_at timestamptz,
      ADD CONSTRAINT duty_exemptions_end_says_why CHECK ((ended_on IS NULL) = (end_reason IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL)),
      ADD CONSTRAINT duty_exemptions_ended_by FOREIGN KEY (school_id, ended_by) REFERENCES staff (school_id, id)`);
    await db.query(`CREATE INDEX duty_exemptions_newest ON duty_exemptions (school_id, granted_at DESC, id DESC)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX duty_exemptions_newest`);
    await db.query(`ALTER TABLE duty_exemptions
      DROP CONSTRAINT duty_exemptions_ended_by,
      DROP CONSTRAINT duty_exemptions_end_says_why,
      DROP COLUMN version, DROP COLUMN ended_on, DROP COLUMN end_reason, DROP COLUMN ended_by, DROP COLUMN ended_at`);
    // What changed from a day on falls together again into what is in force last; exemptions hang on the first version anyway.
    // What asked by urgency would ask for everybody: it asks nobody instead, a rule of one day having no window.
    await db.query(`UPDATE care_standards SET to_on = from_on WHERE urgencies IS NOT NULL`);
    await db.query(`ALTER TABLE care_standards
      DROP CONSTRAINT care_standards_withdrawn_by,
      DROP CONSTRAINT care_standards_created_by,
      DROP CONSTRAINT care_standards_first,
      DROP CONSTRAINT care_standards_grace,
      DROP CONSTRAINT care_standards_urgencies,
      DROP CONSTRAINT care_standards_window,
      DROP COLUMN first_id, DROP COLUMN urgencies, DROP COLUMN window_part, DROP COLUMN window_days, DROP COLUMN grace_days,
      DROP COLUMN created_by, DROP COLUMN created_at, DROP COLUMN withdrawn_by, DROP COLUMN withdrawn_at`);
  }
}
