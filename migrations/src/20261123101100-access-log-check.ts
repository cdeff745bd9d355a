import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever answers for the access log sees that its chain holds, without being able to read or change a block. */
export class AccessLogCheck20261123101100 implements MigrationInterface {
  name = 'AccessLogCheck20261123101100';

  async up(db: QueryRunner): Promise<void> {
    // Of the school the connection speaks for, and no other.
    await db.query(`CREATE FUNCTION app.check_audit() RETURNS TABLE (blocks int, entries int, broken_at int, newest_hash bytea, sealed_at timestamptz)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE school uuid := nullif(current_setting('app.school_id', true), '')::uuid; block record; again record; last_to bigint := 0; last_hash bytea := ''::bytea;
      BEGIN
        blocks := 0; entries := 0;
        FOR block IN SELECT * FROM audit_blocks b WHERE b.school_id = school ORDER BY b.height LOOP
          blocks := blocks + 1; newest_hash := block.hash; sealed_at := block.sealed_at;
          IF broken_at IS NULL THEN
            SELECT * INTO again FROM app.audit_hash(school, block.xact_from, block.xact_to, block.previous_hash);
            IF again.hash IS DISTINCT FROM block.hash OR again.entries <> block.entries OR block.height <> blocks
               OR block.xact_from <> last_to OR block.previous_hash IS DISTINCT FROM last_hash
            THEN broken_at := block.height; ELSE entries := entries + again.entries; END IF;
            last_to := block.xact_to; last_hash := block.hash;
          END IF;
        END LOOP;
        RETURN NEXT;
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION app.check_audit() FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.check_audit() TO tongxin_app`);
    await db.query(`CREATE INDEX audit_entries_by_actor ON audit_entries (school_id, actor_id, at DESC, id DESC)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX audit_entries_by_actor`);
    await db.query(`DROP FUNCTION app.check_audit`);
  }
}
