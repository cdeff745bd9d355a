import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/**
 * Two files made for one child become one. What belonged to the file that goes is moved to the one that stays; what cannot stand there twice is kept in the
 * merge itself, so that it can be put back. Children who only look alike are remembered as two.
 */
export class Merges20261123100800 implements MigrationInterface {
  name = 'Merges20261123100800';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE merges (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      kept_id uuid NOT NULL,
      merged_id uuid NOT NULL,
      reason text NOT NULL,
      changes jsonb NOT NULL,
      merged_by uuid NOT NULL,
      merged_at timestamptz NOT NULL,
      undone_by uuid,
      undone_at timestamptz,
      CONSTRAINT merges_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT merges_kept FOREIGN KEY (school_id, kept_id) REFERENCES students (school_id, id),
      CONSTRAINT merges_merged_by FOREIGN KEY (school_id, merged_by) REFERENCES staff (school_id, id),
      CONSTRAINT merges_undone_by FOREIGN KEY (school_id, undone_by) REFERENCES staff (school_id, id),
      CONSTRAINT merges_two_files CHECK (kept_id <> merged_id)
    )`);
    await db.query(`CREATE INDEX merges_by_kept ON merges (school_id, kept_id)`);
    await belongsToSchool(db, 'merges', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE different_children (
      school_id uuid NOT NULL,
      one_id uuid NOT NULL,
      other_id uuid NOT NULL,
      said_by uuid NOT NULL,
      said_at timestamptz NOT NULL,
      CONSTRAINT different_children_pkey PRIMARY KEY (school_id, one_id, other_id),
      CONSTRAINT different_children_said_by FOREIGN KEY (school_id, said_by) REFERENCES staff (school_id, id),
      CONSTRAINT different_children_in_order CHECK (one_id < other_id)
    )`);
    await belongsToSchool(db, 'different_children', ['SELECT', 'INSERT']);

    // What happens to the rows of a child whose file goes: moved to the child that stays; moved only where that child has none (of these,
    // or no care file), kept aside otherwise; kept aside always; left as they are. A guard test finds every table of a child that is not named here.
    await db.query(`CREATE FUNCTION app.child_tables() RETURNS TABLE (name text, fate text) LANGUAGE sql IMMUTABLE AS $$
      VALUES ('student_keys', 'aside'), ('class_memberships', 'once'), ('care_files', 'file'), ('care_file_periods', 'file'), ('care_file_urgencies', 'file'), ('contact_cards', 'once'),
        ('guardians', 'move'), ('phones', 'move'), ('student_changes', 'move'), ('contact_card_changes', 'move'), ('contact_card_verifications', 'move'),
        ('household_members', 'move'), ('care_categories', 'move'), ('care_records', 'move'), ('duty_exemptions', 'move'), ('proposals', 'move'),
        ('attachments', 'move'), ('emergency_accesses', 'move'), ('handover_notes', 'move'), ('guardian_links', 'move'), ('import_rows', 'leave'), ('audit_entries', 'leave')
      $$`);

    // Only for the school the connection speaks for. Answers what was moved and what was kept aside, for putting it back.
    await db.query(`CREATE FUNCTION app.merge_child(kept uuid, gone uuid) RETURNS jsonb
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        school uuid := nullif(current_setting('app.school_id', true), '')::uuid;
        child record; one uuid; stands boolean; has_file boolean; ids jsonb; moved jsonb := '{}'; aside jsonb := '{}'; taken jsonb; row_taken jsonb;
      BEGIN
        IF school IS NULL OR kept = gone THEN RAISE EXCEPTION 'no two children of a school'; END IF;
        SELECT EXISTS (SELECT 1 FROM care_files f WHERE f.school_id = school AND f.student_id = kept) INTO has_file;
        FOR child IN SELECT * FROM app.child_tables() WHERE fate <> 'leave' LOOP
          EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE school_id = $1 AND student_id = $2)', child.name) INTO stands USING school, kept;
          IF child.fate = 'aside' OR (child.fate = 'once' AND stands) OR (child.fate = 'file' AND has_file) THEN
            EXECUTE format('WITH t AS (DELETE FROM %I x WHERE x.school_id = $1 AND x.student_id = $2 RETURNING to_jsonb(x) AS r) SELECT coalesce(jsonb_agg(r), ''[]'') FROM t', child.name)
              INTO taken USING school, gone;
          ELSIF child.fate IN ('once', 'file') THEN
            taken := '[]';
            EXECUTE format('UPDATE %I SET student_id = $3 WHERE school_id = $1 AND student_id = $2', child.name) USING school, gone, kept;
            moved := moved || jsonb_build_object(child.name, 'all');
          ELSE
            ids := '[]'; taken := '[]';
            FOR one IN EXECUTE format('SELECT id FROM %I WHERE school_id = $1 AND student_id = $2 ORDER BY id', child.name) USING school, gone LOOP
              BEGIN
                EXECUTE format('UPDATE %I SET student_id = $3 WHERE school_id = $1 AND id = $2', child.name) USING school, one, kept;
                ids := ids || to_jsonb(one);
              EXCEPTION WHEN unique_violation THEN
                -- The child that stays has the same already.
                EXECUTE format('DELETE FROM %I x WHERE x.school_id = $1 AND x.id = $2 RETURNING to_jsonb(x)', child.name) INTO row_taken USING school, one;
                taken := taken || row_taken;
              END;
            END LOOP;
            moved := moved || jsonb_build_object(child.name, ids);
          END IF;
          aside := aside || jsonb_build_object(child.name, taken);
        END LOOP;
        DELETE FROM students s WHERE s.school_id = school AND s.id = gone RETURNING to_jsonb(s) INTO row_taken;
        IF row_taken IS NULL THEN RAISE EXCEPTION 'no such child'; END IF;
        PERFORM app.relist_child(school, kept);
        RETURN jsonb_build_object('moved', moved, 'aside', aside, 'student', row_taken);
      END $$`);

    await db.query(`CREATE FUNCTION app.unmerge_child(kept uuid, gone uuid, changes jsonb) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE school uuid := nullif(current_setting('app.school_id', true), '')::uuid; child record; what jsonb;
      BEGIN
        IF school IS NULL OR (changes->'student'->>'school_id')::uuid <> school OR (changes->'student'->>'id')::uuid <> gone THEN
          RAISE EXCEPTION 'no such child';
        END IF;
        INSERT INTO students SELECT * FROM jsonb_populate_record(NULL::students, changes->'student');
        FOR child IN SELECT * FROM app.child_tables() WHERE fate <> 'leave' LOOP
          what := changes->'moved'->child.name;
          IF what = '"all"'::jsonb THEN
            EXECUTE format('UPDATE %I SET student_id = $3 WHERE school_id = $1 AND student_id = $2', child.name) USING school, kept, gone;
          ELSIF jsonb_typeof(what) = 'array' THEN
            EXECUTE format('UPDATE %I SET student_id = $3 WHERE school_id = $1 AND student_id = $2 AND id IN (SELECT x::uuid FROM jsonb_array_elements_text($4) x)', child.name)
              USING school, kept, gone, what;
          END IF;
          EXECUTE format('INSERT INTO %I SELECT * FROM jsonb_populate_recordset(NULL::%I, $1)', child.name, child.name)
            USING coalesce(changes->'aside'->child.name, '[]');
        END LOOP;
        PERFORM app.relist_child(school, kept);
        PERFORM app.relist_child(school, gone);
      END $$`);

    // What the list repeats of a child is made anew: rows that went away leave no trigger behind.
    await db.query(`CREATE FUNCTION app.relist_child(school uuid, child uuid) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE students s SET category_spans = '[]', care_status = NULL, care_urgency = NULL, care_review_on = NULL, village = NULL WHERE s.school_id = school AND s.id = child;
        UPDATE care_categories SET code = code WHERE school_id = school AND student_id = child;
        UPDATE care_files SET status = status WHERE school_id = school AND student_id = child;
        UPDATE contact_cards SET village = village WHERE school_id = school AND student_id = child;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION app.child_tables(), app.merge_child(uuid, uuid), app.unmerge_child(uuid, uuid, jsonb),
      app.relist_child(uuid, uuid) FROM PUBLIC`);
    await db.query(
      `GRANT EXECUTE ON FUNCTION app.merge_child(uuid, uuid), app.unmerge_child(uuid, uuid, jsonb) TO tongxin_app`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.unmerge_child, app.merge_child, app.relist_child, app.child_tables`);
    await db.query(`DROP TABLE different_children`);
    await db.query(`DROP TABLE merges`);
  }
}
