import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = [
  'app.start_session(uuid, uuid, bytea, timestamptz, text)',
  'app.running_sessions(uuid, timestamptz)',
  'app.revoke_session(uuid, uuid, timestamptz)',
  'app.revoke_other_sessions(uuid, uuid, timestamptz)',
  'app.notice_of(uuid)',
  'app.accept_notice(uuid, timestamptz)',
  'app.second_factor_of(uuid)',
  'app.begin_second_factor(uuid, bytea)',
  'app.confirm_second_factor(uuid, bigint, bytea[], timestamptz)',
  'app.use_second_factor_step(uuid, bigint)',
  'app.use_recovery_code(uuid, bytea, timestamptz)',
  'app.renew_recovery_codes(uuid, bytea[])',
  'app.end_second_factor(uuid)',
] as const;

/** One's own account: the devices one is signed in on, the second factor with its spare codes, and the notice on confidentiality. */
export class OwnAccount20261123100200 implements MigrationInterface {
  name = 'OwnAccount20261123100200';

  async up(db: QueryRunner): Promise<void> {
    // The demo's made-up people have read the notice, also where the demo was loaded before there was one.
    await db.query(
      `UPDATE accounts SET notice_accepted_at = created_at WHERE notice_accepted_at IS NULL AND EXISTS (SELECT 1 FROM installation WHERE demo)`,
    );
    await this.devices(db);
    await this.notice(db);
    await this.secondFactor(db);
    await db.query(`REVOKE ALL ON FUNCTION ${FUNCTIONS.join(', ')} FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO tongxin_app`);
  }

  /** A session says on what kind of device it runs; its person sees all of theirs and may end each at once. */
  private async devices(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.start_session(uuid, uuid, bytea, timestamptz)`);
    await db.query(`CREATE FUNCTION app.start_session(new_id uuid, of_account uuid, new_token bytea, at timestamptz, on_device text)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at, device) VALUES (new_id, of_account, new_token, at, at, at, on_device)
      $$`);
    await db.query(`CREATE FUNCTION app.running_sessions(of_account uuid, at timestamptz)
      RETURNS TABLE (id uuid, device text, started_at timestamptz, seen_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT s.id, s.device, s.started_at, s.seen_at FROM sessions s
         WHERE s.account_id = of_account AND s.ended_at IS NULL
           AND s.seen_at > at - interval '30 minutes' AND s.started_at > at - interval '10 hours'
         ORDER BY s.seen_at DESC, s.id LIMIT 100
      $$`);
    await db.query(`CREATE FUNCTION app.revoke_session(of_account uuid, session uuid, at timestamptz)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE sessions SET ended_at = at WHERE id = session AND account_id = of_account AND ended_at IS NULL
           AND seen_at > at - interval '30 minutes' AND started_at > at - interval '10 hours' RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.revoke_other_sessions(of_account uuid, keep_session uuid, at timestamptz)
      RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH ended AS (
          UPDATE sessions SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL AND id <> keep_session
          RETURNING seen_at > at - interval '30 minutes' AND started_at > at - interval '10 hours' AS running)
        SELECT count(*) FILTER (WHERE running)::int FROM ended
      $$`);
  }

  private async notice(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.notice_of(of_account uuid)
      RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT notice_accepted_at FROM accounts WHERE id = of_account
      $$`);
    await db.query(`CREATE FUNCTION app.accept_notice(of_account uuid, at timestamptz)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE accounts SET notice_accepted_at = at WHERE id = of_account AND notice_accepted_at IS NULL RETURNING true
      $$`);
  }

  /** A secret counts from its first right code on; a code and a spare code count once, also for two requests at the same moment. */
  private async secondFactor(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.second_factor_of(of_account uuid)
      RETURNS TABLE (secret bytea, confirmed_at timestamptz, recovery_codes_left int)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.totp_secret, a.totp_confirmed_at, (SELECT count(*)::int FROM recovery_codes r WHERE r.account_id = a.id AND r.used_at IS NULL)
          FROM accounts a WHERE a.id = of_account
      $$`);
    await db.query(`CREATE FUNCTION app.begin_second_factor(of_account uuid, new_secret bytea)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE accounts SET totp_secret = new_secret, totp_last_step = NULL WHERE id = of_account AND totp_confirmed_at IS NULL RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.renew_recovery_codes(of_account uuid, codes bytea[])
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM recovery_codes WHERE account_id = of_account;
        INSERT INTO recovery_codes (account_id, code_hash) SELECT of_account, unnest(codes)
      $$`);
    await db.query(`CREATE FUNCTION app.confirm_second_factor(of_account uuid, step bigint, codes bytea[], at timestamptz)
      RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE accounts SET totp_confirmed_at = at, totp_last_step = step
         WHERE id = of_account AND totp_secret IS NOT NULL AND totp_confirmed_at IS NULL;
        IF NOT FOUND THEN RETURN false; END IF;
        PERFORM app.renew_recovery_codes(of_account, codes);
        RETURN true;
      END $$`);
    await db.query(`CREATE FUNCTION app.use_second_factor_step(of_account uuid, step bigint)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE accounts SET totp_last_step = step
         WHERE id = of_account AND totp_confirmed_at IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < step) RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.use_recovery_code(of_account uuid, code bytea, at timestamptz)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE recovery_codes SET used_at = at WHERE account_id = of_account AND code_hash = code AND used_at IS NULL RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.end_second_factor(of_account uuid)
      RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE was_on boolean;
      BEGIN
        SELECT totp_confirmed_at IS NOT NULL INTO was_on FROM accounts WHERE id = of_account FOR UPDATE;
        UPDATE accounts SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = of_account;
        DELETE FROM recovery_codes WHERE account_id = of_account;
        RETURN coalesce(was_on, false);
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION ${[...FUNCTIONS].reverse().join(', ')}`);
    await db.query(`CREATE FUNCTION app.start_session(new_id uuid, of_account uuid, new_token bytea, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at) VALUES (new_id, of_account, new_token, at, at, at)
      $$`);
    await db.query(`REVOKE ALL ON FUNCTION app.start_session(uuid, uuid, bytea, timestamptz) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.start_session(uuid, uuid, bytea, timestamptz) TO tongxin_app`);
  }
}
