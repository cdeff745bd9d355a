import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool, closeTable } from './row-level-security.js';

/**
 * Who read and changed what. The application may only add rows; a job seals them into blocks, each carrying the hash of the one before in its school.
 * Rows carry the transaction they came with, because UUID order is not commit order: only what lies below the oldest running transaction is sealed.
 */
export class Audit20261123090500 implements MigrationInterface {
  name = 'Audit20261123090500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE audit_entries (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      at timestamptz NOT NULL,
      actor_id uuid,
      act text NOT NULL,
      student_id uuid,
      subject_id uuid,
      reason text,
      request_id uuid,
      xact bigint NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,
      CONSTRAINT audit_entries_pkey PRIMARY KEY (school_id, id)
    )`);
    await db.query(`CREATE INDEX audit_entries_by_student ON audit_entries (school_id, student_id, at DESC, id DESC)`);
    await db.query(`CREATE INDEX audit_entries_newest ON audit_entries (school_id, at DESC, id DESC)`);
    await db.query(`CREATE INDEX audit_entries_by_transaction ON audit_entries (school_id, xact, id)`);
    await belongsToSchool(db, 'audit_entries', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE audit_blocks (
      school_id uuid NOT NULL,
      height int NOT NULL,
      xact_from bigint NOT NULL,
      xact_to bigint NOT NULL,
      entries int NOT NULL,
      previous_hash bytea NOT NULL,
      hash bytea NOT NULL,
      sealed_at timestamptz NOT NULL,
      CONSTRAINT audit_blocks_pkey PRIMARY KEY (school_id, height)
    )`);
    await closeTable(db, 'audit_blocks');

    // The text a row is sealed as; the verifying command and the sealing job use the same one.
    await db.query(`CREATE FUNCTION app.audit_line(e audit_entries) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
      SELECT jsonb_build_array(e.school_id, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_id, e.act, e.student_id, e.subject_id, e.reason, e.request_id, e.xact)::text
    $$`);
    await db.query(`CREATE FUNCTION app.audit_hash(of_school uuid, low bigint, high bigint, previous bytea) RETURNS TABLE (entries int, hash bytea)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT count(*)::int, sha256(previous || convert_to(coalesce(string_agg(app.audit_line(e), E'\\n' ORDER BY e.xact, e.id), ''), 'UTF8'))
          FROM audit_entries e WHERE e.school_id = of_school AND e.xact >= low AND e.xact < high
      $$`);
    await db.query(`CREATE FUNCTION app.seal_audit(at timestamptz) RETURNS TABLE (school_id uuid, height int, entries int, hash bytea)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE horizon bigint; school record; last record; sealed record;
      BEGIN
        IF NOT pg_try_advisory_xact_lock(hashtext('tongxin.seal')) THEN RETURN; END IF;
        horizon := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint;
        FOR school IN SELECT s.school_id AS id FROM schools s LOOP
          SELECT b.height, b.xact_to, b.hash INTO last FROM audit_blocks b WHERE b.school_id = school.id ORDER BY b.height DESC LIMIT 1;
          SELECT * INTO sealed FROM app.audit_hash(school.id, coalesce(last.xact_to, 0), horizon, coalesce(last.hash, ''::bytea));
          IF sealed.entries > 0 THEN
            INSERT INTO audit_blocks (school_id, height, xact_from, xact_to, entries, previous_hash, hash, sealed_at)
            VALUES (school.id, coalesce(last.height, 0) + 1, coalesce(last.xact_to, 0), horizon, sealed.entries, coalesce(last.hash, ''::bytea), sealed.hash, at);
            school_id := school.id; height := coalesce(last.height, 0) + 1; entries := sealed.entries; hash := sealed.hash;
            RETURN NEXT;
          END IF;
        END LOOP;
      END $$`);
    await db.query(
      `REVOKE ALL ON FUNCTION app.audit_line(audit_entries), app.audit_hash(uuid, bigint, bigint, bytea), app.seal_audit(timestamptz) FROM PUBLIC`,
    );
    await db.query(`GRANT EXECUTE ON FUNCTION app.seal_audit(timestamptz) TO tongxin_app`);

    await db.query(`CREATE TABLE idempotency_keys (
      school_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      key text NOT NULL,
      request_hash bytea NOT NULL,
      body text,
      created_at timestamptz NOT NULL,
      CONSTRAINT idempotency_keys_pkey PRIMARY KEY (school_id, staff_id, key)
    )`);
    await db.query(`CREATE INDEX idempotency_keys_by_age ON idempotency_keys (school_id, created_at)`);
    await belongsToSchool(db, 'idempotency_keys', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    // What is kept for a while only, of every school: first answers for a day, counters of failures for their time, dead sessions for 30 days.
    await db.query(`CREATE FUNCTION app.forget_what_is_over(at timestamptz) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM idempotency_keys WHERE created_at < at - interval '24 hours';
        DELETE FROM rate_limits WHERE expire < extract(epoch FROM at) * 1000;
        DELETE FROM sessions WHERE seen_at < at - interval '30 days';
        DELETE FROM known_devices WHERE seen_at < at - interval '400 days'
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION app.forget_what_is_over(timestamptz) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.forget_what_is_over(timestamptz) TO tongxin_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.forget_what_is_over`);
    await db.query(`DROP TABLE idempotency_keys`);
    await db.query(`DROP FUNCTION app.seal_audit, app.audit_hash, app.audit_line`);
    await db.query(`DROP TABLE audit_blocks`);
    await db.query(`DROP TABLE audit_entries`);
  }
}
