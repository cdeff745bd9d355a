import type { MigrationInterface, QueryRunner } from 'typeorm';
import { closeTable } from './row-level-security.js';

/**
 * What keeps an installation alive: which backups and test restores ran, and how the access log goes on where its database was moved.
 * Rows of the log carry the number of their transaction. Another database counts from another number, so what it writes is counted on from an
 * offset: the numbers go on rising, the sealed blocks stay as they are, and the chain verifies over the move.
 */
export class Operating20261123101300 implements MigrationInterface {
  name = 'Operating20261123101300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE operation_runs (
      id uuid NOT NULL CONSTRAINT operation_runs_pkey PRIMARY KEY,
      kind text NOT NULL CONSTRAINT operation_runs_kind CHECK (kind IN ('backup', 'restoreTest')),
      origin text NOT NULL CONSTRAINT operation_runs_origin CHECK (origin IN ('nightly', 'byHand', 'command')),
      status text NOT NULL DEFAULT 'waiting' CONSTRAINT operation_runs_status CHECK (status IN ('waiting', 'running', 'done', 'failed')),
      due_at timestamptz,
      asked_at timestamptz NOT NULL,
      started_at timestamptz,
      finished_at timestamptz,
      progress_done int NOT NULL DEFAULT 0,
      progress_total int NOT NULL DEFAULT 0,
      file_name text,
      bytes bigint,
      failure text,
      findings jsonb,
      CONSTRAINT operation_runs_nightly CHECK ((origin = 'nightly') = (due_at IS NOT NULL)),
      CONSTRAINT operation_runs_over CHECK ((status IN ('done', 'failed')) = (finished_at IS NOT NULL)),
      CONSTRAINT operation_runs_failure CHECK ((status = 'failed') = (failure IS NOT NULL))
    )`);
    await db.query(`CREATE INDEX operation_runs_newest ON operation_runs (asked_at DESC, id DESC)`);
    // One piece of work at a time, over all servers of the installation.
    await db.query(
      `CREATE UNIQUE INDEX operation_runs_one_at_a_time ON operation_runs ((true)) WHERE status IN ('waiting', 'running')`,
    );
    await closeTable(db, 'operation_runs');

    await db.query(`CREATE FUNCTION app.operation_runs(how_many int) RETURNS SETOF operation_runs
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT * FROM operation_runs ORDER BY asked_at DESC, id DESC LIMIT how_many
      $$`);
    await db.query(`CREATE FUNCTION app.newest_operation(of_kind text, of_status text) RETURNS SETOF operation_runs
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT * FROM operation_runs WHERE kind = of_kind AND status = of_status
           AND (kind <> 'restoreTest' OR status <> 'done' OR findings ->> 'restored' = 'true')
         ORDER BY finished_at DESC, id DESC LIMIT 1
      $$`);
    await db.query(`CREATE FUNCTION app.ask_for_operation(new_id uuid, of_kind text, at timestamptz) RETURNS boolean
      LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO operation_runs (id, kind, origin, asked_at) VALUES (new_id, of_kind, 'byHand', at) ON CONFLICT DO NOTHING RETURNING true
      $$`);
    // A night's backup is asked for once; where it failed, again after half an hour, three times in all. A new installation waits for its first night.
    await db.query(`CREATE FUNCTION app.ask_for_nightly(new_id uuid, due timestamptz, at timestamptz) RETURNS boolean
      LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO operation_runs (id, kind, origin, due_at, asked_at)
        SELECT new_id, 'backup', 'nightly', due, at
          FROM installation i
         WHERE i.created_at < due
           AND NOT EXISTS (SELECT 1 FROM operation_runs r WHERE r.origin = 'nightly' AND r.due_at = due
                              AND (r.status <> 'failed' OR r.finished_at > at - interval '30 minutes'))
           AND (SELECT count(*) FROM operation_runs r WHERE r.origin = 'nightly' AND r.due_at = due) < 3
        ON CONFLICT DO NOTHING RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.installation_facts() RETURNS TABLE (time_zone text, schools int, schema_steps int, newest_step text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT (SELECT s.time_zone FROM schools s ORDER BY s.created_at, s.school_id LIMIT 1), (SELECT count(*)::int FROM schools),
               (SELECT count(*)::int FROM migrations), (SELECT m.name::text FROM migrations m ORDER BY m.id DESC LIMIT 1)
      $$`);

    await this.continuedLog(db);
    await db.query(`REVOKE ALL ON FUNCTION app.operation_runs(int), app.newest_operation(text, text), app.ask_for_operation(uuid, text, timestamptz),
      app.ask_for_nightly(uuid, timestamptz, timestamptz), app.installation_facts(), app.audit_offset(), app.continue_audit(timestamptz) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.operation_runs(int), app.newest_operation(text, text), app.ask_for_operation(uuid, text, timestamptz),
      app.ask_for_nightly(uuid, timestamptz, timestamptz), app.installation_facts() TO tongxin_app`);
  }

  private async continuedLog(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE audit_continuations (
      ordinal int NOT NULL CONSTRAINT audit_continuations_pkey PRIMARY KEY,
      xact_offset bigint NOT NULL,
      began_at timestamptz NOT NULL
    )`);
    await closeTable(db, 'audit_continuations');
    await db.query(`CREATE FUNCTION app.audit_offset() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT coalesce((SELECT c.xact_offset FROM audit_continuations c ORDER BY c.ordinal DESC LIMIT 1), 0)
      $$`);
    // For the owner alone: a restore calls it, and every start, for whoever moved the database by other means. True where something had to be done.
    // The margin is for transactions that began just before and write just after.
    await db.query(`CREATE FUNCTION app.continue_audit(at timestamptz) RETURNS boolean LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      DECLARE present bigint := app.audit_offset(); needed bigint; expression text; moved boolean;
      BEGIN
        SELECT greatest(max(b.highest), max(e.highest) + 1, 0) INTO needed
          FROM schools s
          LEFT JOIN LATERAL (SELECT max(xact_to) AS highest FROM audit_blocks WHERE school_id = s.school_id) b ON true
          LEFT JOIN LATERAL (SELECT max(xact) AS highest FROM audit_entries WHERE school_id = s.school_id) e ON true;
        moved := (pg_current_xact_id()::text)::bigint + present < coalesce(needed, 0);
        IF moved THEN
          present := needed - (pg_current_xact_id()::text)::bigint + 1048576;
          INSERT INTO audit_continuations (ordinal, xact_offset, began_at)
          SELECT coalesce(max(ordinal), 0) + 1, present, at FROM audit_continuations;
        END IF;
        SELECT pg_get_expr(d.adbin, d.adrelid) INTO expression FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
         WHERE d.adrelid = 'audit_entries'::regclass AND a.attname = 'xact';
        IF present <> 0 AND position(present::text IN expression) = 0 THEN
          EXECUTE format('ALTER TABLE audit_entries ALTER COLUMN xact SET DEFAULT (pg_current_xact_id()::text)::bigint + %s', present);
          RETURN true;
        END IF;
        RETURN moved;
      END $$`);
    await this.sealing(db, '+ app.audit_offset()');
  }

  /** The sealing job as it was, counting from the offset. */
  private async sealing(db: QueryRunner, offset: string): Promise<void> {
    await db.query(`CREATE OR REPLACE FUNCTION app.seal_audit(at timestamptz) RETURNS TABLE (school_id uuid, height int, entries int, hash bytea)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE horizon bigint; school record; last record; sealed record;
      BEGIN
        IF NOT pg_try_advisory_xact_lock(hashtext('tongxin.seal')) THEN RETURN; END IF;
        horizon := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint ${offset};
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
  }

  async down(db: QueryRunner): Promise<void> {
    await this.sealing(db, '');
    await db.query(`ALTER TABLE audit_entries ALTER COLUMN xact SET DEFAULT (pg_current_xact_id()::text)::bigint`);
    await db.query(`DROP FUNCTION app.continue_audit, app.audit_offset, app.installation_facts, app.ask_for_nightly, app.ask_for_operation,
      app.newest_operation, app.operation_runs`);
    await db.query(`DROP TABLE audit_continuations, operation_runs`);
  }
}
