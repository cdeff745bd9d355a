import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool, closeTable } from './row-level-security.js';

/** Links by which a guardian without account looks at the own child's card, confirms or corrects it, once; and what a guardian has confirmed. */
export class GuardianLinks20261123100700 implements MigrationInterface {
  name = 'GuardianLinks20261123100700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE guardian_links (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      student_id uuid NOT NULL,
      guardian_id uuid,
      note text,
      made_by uuid NOT NULL,
      made_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      opened_at timestamptz,
      used_at timestamptz,
      outcome text CONSTRAINT guardian_links_outcome CHECK (outcome IN ('confirmed', 'corrected')),
      proposal_id uuid,
      revoked_at timestamptz,
      revoked_by uuid,
      CONSTRAINT guardian_links_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT guardian_links_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT guardian_links_guardian FOREIGN KEY (school_id, guardian_id) REFERENCES guardians (school_id, id),
      CONSTRAINT guardian_links_made_by FOREIGN KEY (school_id, made_by) REFERENCES staff (school_id, id),
      CONSTRAINT guardian_links_revoked_by FOREIGN KEY (school_id, revoked_by) REFERENCES staff (school_id, id),
      CONSTRAINT guardian_links_proposal FOREIGN KEY (school_id, proposal_id) REFERENCES proposals (school_id, id),
      CONSTRAINT guardian_links_used CHECK ((used_at IS NULL) = (outcome IS NULL)),
      CONSTRAINT guardian_links_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
      CONSTRAINT guardian_links_one_end CHECK (used_at IS NULL OR revoked_at IS NULL)
    )`);
    await db.query(`CREATE INDEX guardian_links_by_student ON guardian_links (school_id, student_id, made_at)`);
    await belongsToSchool(db, 'guardian_links', ['SELECT', 'INSERT', 'UPDATE']);

    // The secret stands apart: who asks by it has no account, and nobody can look it up.
    await db.query(`CREATE TABLE guardian_link_tokens (
      token_hash bytea NOT NULL CONSTRAINT guardian_link_tokens_pkey PRIMARY KEY,
      of_school uuid NOT NULL,
      link_id uuid NOT NULL
    )`);
    await closeTable(db, 'guardian_link_tokens');
    await db.query(`CREATE FUNCTION app.keep_guardian_link(hash bytea, link uuid)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO guardian_link_tokens (token_hash, of_school, link_id)
        SELECT hash, l.school_id, l.id FROM guardian_links l
         WHERE l.school_id = nullif(current_setting('app.school_id', true), '')::uuid AND l.id = link
      $$`);
    await db.query(`CREATE FUNCTION app.guardian_link_of(hash bytea)
      RETURNS TABLE (link_id uuid, school_id uuid, school_name text, time_zone text, system text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT t.link_id, t.of_school, s.name, s.time_zone, s.system
          FROM guardian_link_tokens t JOIN schools s ON s.school_id = t.of_school WHERE t.token_hash = hash
      $$`);
    await db.query(
      `REVOKE ALL ON FUNCTION app.keep_guardian_link(bytea, uuid), app.guardian_link_of(bytea) FROM PUBLIC`,
    );
    await db.query(
      `GRANT EXECUTE ON FUNCTION app.keep_guardian_link(bytea, uuid), app.guardian_link_of(bytea) TO tongxin_app`,
    );

    await db.query(`ALTER TABLE contact_card_verifications
      ALTER COLUMN verified_by DROP NOT NULL,
      ADD COLUMN by_guardian boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT contact_card_verifications_somebody CHECK (by_guardian = (verified_by IS NULL))`);
    await db.query(`ALTER TABLE contact_cards ADD COLUMN verified_by_guardian boolean NOT NULL DEFAULT false`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE contact_cards DROP COLUMN verified_by_guardian`);
    await db.query(`DELETE FROM contact_card_verifications WHERE by_guardian`);
    await db.query(
      `ALTER TABLE contact_card_verifications DROP COLUMN by_guardian, ALTER COLUMN verified_by SET NOT NULL`,
    );
    await db.query(`DROP FUNCTION app.guardian_link_of(bytea)`);
    await db.query(`DROP FUNCTION app.keep_guardian_link(bytea, uuid)`);
    await db.query(`DROP TABLE guardian_link_tokens`);
    await db.query(`DROP TABLE guardian_links`);
  }
}
