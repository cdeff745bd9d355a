import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** What the school itself keeps true: its calendar and classes under versions, who heads what from when to when, its villages, and the roster of all pupils. */
export class SchoolSetUp20261123100300 implements MigrationInterface {
  name = 'SchoolSetUp20261123100300';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['schools', 'classes', 'calendar_exceptions', 'class_assignments'])
      await db.query(`ALTER TABLE ${table} ADD COLUMN version int NOT NULL DEFAULT 1`);
    // A class made by mistake goes again as long as nothing hangs on it; the foreign keys hold every other.
    await db.query(`GRANT DELETE ON terms, classes TO tongxin_app`);

    // Who is taken off a class counts as off at once, also on the very day the post began: its last day is the day before then.
    await db.query(`ALTER TABLE class_assignments
      ADD COLUMN proposed_by uuid,
      ADD COLUMN ended_by uuid,
      ADD COLUMN ended_at timestamptz,
      ADD COLUMN end_reason text,
      DROP CONSTRAINT class_assignments_in_order,
      ADD CONSTRAINT class_assignments_in_order CHECK (to_on IS NULL OR from_on <= to_on + 1),
      ADD CONSTRAINT class_assignments_proposed_by FOREIGN KEY (school_id, proposed_by) REFERENCES staff (school_id, id),
      ADD CONSTRAINT class_assignments_ended_by FOREIGN KEY (school_id, ended_by) REFERENCES staff (school_id, id)`);
    await this.keepApart(db);
    await this.villages(db);

    await db.query(
      `ALTER TABLE imports ADD COLUMN kind text NOT NULL DEFAULT 'ledger' CONSTRAINT imports_kind CHECK (kind IN ('ledger', 'roster'))`,
    );
  }

  /**
   * Terms of a school share no day, and a class has one head teacher and one deputy at a time. The database holds it whoever writes: of two who write at
   * once the second waits for the school's or the class's row and then sees the first.
   */
  private async keepApart(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.terms_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM schools s WHERE s.school_id IN (SELECT c.school_id FROM changed c) ORDER BY s.school_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM changed c JOIN terms t ON t.school_id = c.school_id AND t.id <> c.id AND t.from_on <= c.to_on AND t.to_on >= c.from_on) THEN
          RAISE EXCEPTION 'two terms share a day' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'terms_apart';
        END IF;
        RETURN NULL;
      END $$`);
    await db.query(`CREATE FUNCTION app.class_posts_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM classes k WHERE (k.school_id, k.id) IN (SELECT c.school_id, c.class_id FROM changed c WHERE c.role <> 'subjectTeacher')
          ORDER BY k.school_id, k.id FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM changed c JOIN class_assignments a ON a.school_id = c.school_id AND a.class_id = c.class_id AND a.role = c.role AND a.id <> c.id
                     AND a.from_on <= coalesce(c.to_on, 'infinity') AND coalesce(a.to_on, 'infinity') >= c.from_on
                     AND a.from_on <= coalesce(a.to_on, 'infinity') AND c.from_on <= coalesce(c.to_on, 'infinity')
                    WHERE c.role IN ('headTeacher', 'deputy')) THEN
          RAISE EXCEPTION 'a class has two in one post on one day' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'class_posts_apart';
        END IF;
        RETURN NULL;
      END $$`);
    for (const [table, name] of [
      ['terms', 'terms_apart'],
      ['class_assignments', 'class_posts_apart'],
    ] as const) {
      for (const verb of ['INSERT', 'UPDATE']) {
        await db.query(`CREATE TRIGGER ${name}_on_${verb.toLowerCase()} AFTER ${verb} ON ${table}
          REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.${name}()`);
      }
    }
  }

  /** A village stands in the register once, under all the names it goes by; cards keep the village as it was written and are found by its name. */
  private async villages(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE villages (
      school_id uuid NOT NULL CONSTRAINT villages_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      name text NOT NULL,
      town text,
      latitude double precision CONSTRAINT villages_latitude CHECK (latitude BETWEEN -90 AND 90),
      longitude double precision CONSTRAINT villages_longitude CHECK (longitude BETWEEN -180 AND 180),
      created_by uuid,
      created_at timestamptz NOT NULL,
      CONSTRAINT villages_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT villages_both_coordinates CHECK ((latitude IS NULL) = (longitude IS NULL)),
      CONSTRAINT villages_created_by FOREIGN KEY (school_id, created_by) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'villages', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    await db.query(`CREATE TABLE village_names (
      school_id uuid NOT NULL,
      key text NOT NULL,
      village_id uuid NOT NULL,
      name text NOT NULL,
      position int NOT NULL,
      CONSTRAINT village_names_pkey PRIMARY KEY (school_id, key),
      CONSTRAINT village_names_village FOREIGN KEY (school_id, village_id) REFERENCES villages (school_id, id) ON DELETE CASCADE
    )`);
    await db.query(`CREATE INDEX village_names_by_village ON village_names (school_id, village_id, position)`);
    await belongsToSchool(db, 'village_names', ['SELECT', 'INSERT', 'DELETE']);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE imports DROP COLUMN kind`);
    await db.query(`DROP TABLE village_names`);
    await db.query(`DROP TABLE villages`);
    for (const [table, name] of [
      ['terms', 'terms_apart'],
      ['class_assignments', 'class_posts_apart'],
    ] as const) {
      await db.query(`DROP TRIGGER ${name}_on_insert ON ${table}`);
      await db.query(`DROP TRIGGER ${name}_on_update ON ${table}`);
      await db.query(`DROP FUNCTION app.${name}`);
    }
    await db.query(`DELETE FROM class_assignments WHERE from_on > to_on`);
    await db.query(`ALTER TABLE class_assignments DROP COLUMN proposed_by, DROP COLUMN ended_by, DROP COLUMN ended_at, DROP COLUMN end_reason,
      DROP CONSTRAINT class_assignments_in_order,
      ADD CONSTRAINT class_assignments_in_order CHECK (to_on IS NULL OR from_on <= to_on)`);
    await db.query(`REVOKE DELETE ON terms, classes FROM tongxin_app`);
    for (const table of ['schools', 'classes', 'calendar_exceptions', 'class_assignments'])
      await db.query(`ALTER TABLE ${table} DROP COLUMN version`);
  }
}
