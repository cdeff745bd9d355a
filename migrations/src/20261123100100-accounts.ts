import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The school a connection speaks for: the functions below answer for it and for no other. */
const SCHOOL = `nullif(current_setting('app.school_id', true), '')::uuid`;

const CREATE_ACCOUNT = (
  activated: string,
): string => `CREATE OR REPLACE FUNCTION app.create_account(new_id uuid, of_school uuid, of_staff uuid, new_username text, new_hash text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO accounts (id, school_id, staff_id, username, password_hash${activated === '' ? '' : ', activated_at'})
    VALUES (new_id, of_school, of_staff, new_username, new_hash${activated})
  $$`;

/**
 * Accounts are invited, come in with a code of their own and are given posts that a second person agreed to. The codes stand beside the accounts
 * in tables nobody opens: named functions only, each for the school its caller speaks for, and those of a stranger's one question.
 */
export class Accounts20261123100100 implements MigrationInterface {
  name = 'Accounts20261123100100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE accounts ADD COLUMN version int NOT NULL DEFAULT 1`);
    await db.query(CREATE_ACCOUNT(', CASE WHEN new_hash IS NULL THEN NULL ELSE now() END'));
    await this.posts(db);
    await this.people(db);
    await this.codes(db);
    await db.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.accounts_of_school(), app.usernames_taken(text[]), app.invite_account(uuid, uuid, text, timestamptz),
      app.change_account(uuid, int, boolean, timestamptz), app.make_one_time_code(uuid, uuid, text, bytea, uuid, timestamptz, timestamptz, boolean),
      app.account_for_code(text), app.one_time_code_of(uuid, bytea), app.use_one_time_code(uuid, text, timestamptz) TO tongxin_app`);
  }

  /** Who proposed a post beside who agreed, and who ended it why. One person holds a post once at a time; one that ends before it began never was. */
  private async posts(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE role_grants
      ADD COLUMN proposed_by uuid,
      ADD COLUMN ended_by uuid,
      ADD COLUMN ended_at timestamptz,
      ADD COLUMN end_reason text,
      ADD CONSTRAINT role_grants_proposed_by FOREIGN KEY (school_id, proposed_by) REFERENCES staff (school_id, id),
      ADD CONSTRAINT role_grants_ended_by FOREIGN KEY (school_id, ended_by) REFERENCES staff (school_id, id),
      DROP CONSTRAINT role_grants_in_order,
      ADD CONSTRAINT role_grants_in_order CHECK (to_on IS NULL OR from_on <= to_on + 1)`);
    // Without extensions there is no exclusion constraint over a uuid and days: whoever writes waits for the others of the same post, then looks.
    await db.query(`CREATE FUNCTION app.refuse_overlapping_grant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NEW.to_on < NEW.from_on THEN RETURN NEW; END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended(NEW.school_id::text || NEW.staff_id::text || NEW.role, 0));
        IF EXISTS (SELECT 1 FROM role_grants g
                    WHERE g.school_id = NEW.school_id AND g.staff_id = NEW.staff_id AND g.role = NEW.role AND g.id <> NEW.id
                      AND coalesce(g.to_on, 'infinity') >= g.from_on
                      AND g.from_on <= coalesce(NEW.to_on, 'infinity') AND coalesce(g.to_on, 'infinity') >= NEW.from_on) THEN
          RAISE EXCEPTION 'the same post twice on one day' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'role_grants_never_overlap';
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(`CREATE TRIGGER role_grants_never_overlap BEFORE INSERT OR UPDATE OF staff_id, role, from_on, to_on ON role_grants
      FOR EACH ROW EXECUTE FUNCTION app.refuse_overlapping_grant()`);
  }

  private async people(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.accounts_of_school()
      RETURNS TABLE (staff_id uuid, account_id uuid, version int, username text, created_at timestamptz, activated_at timestamptz, disabled_at timestamptz,
        has_password boolean, closed_records_from timestamptz, signed_in_at timestamptz, code_purpose text, code_expires_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.staff_id, a.id, a.version, a.username, a.created_at, a.activated_at, a.disabled_at, a.password_hash IS NOT NULL, a.closed_records_from,
               greatest((SELECT max(s.started_at) FROM sessions s WHERE s.account_id = a.id), (SELECT max(d.seen_at) FROM known_devices d WHERE d.account_id = a.id)),
               c.purpose, c.expires_at
          FROM accounts a
          LEFT JOIN LATERAL (SELECT o.purpose, o.expires_at FROM one_time_codes o
                              WHERE o.account_id = a.id AND o.used_at IS NULL AND o.revoked_at IS NULL ORDER BY o.made_at DESC LIMIT 1) c ON true
         WHERE a.school_id = ${SCHOOL}
      $$`);
    await db.query(`CREATE FUNCTION app.usernames_taken(wanted text[])
      RETURNS TABLE (username text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.username FROM accounts a WHERE a.username = ANY(wanted)
      $$`);
    await db.query(`CREATE FUNCTION app.invite_account(new_id uuid, of_staff uuid, new_username text, at timestamptz)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO accounts (id, school_id, staff_id, username, password_hash, password_changed_at, created_at)
        VALUES (new_id, ${SCHOOL}, of_staff, new_username, NULL, at, at) ON CONFLICT (username) DO NOTHING RETURNING true
      $$`);
    // One step of the account's version; disabling also ends every session and every code at once.
    await db.query(`CREATE FUNCTION app.change_account(of_account uuid, seen int, disable boolean, at timestamptz)
      RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE accounts SET version = version + 1,
               disabled_at = CASE WHEN disable IS NULL THEN disabled_at WHEN disable THEN coalesce(disabled_at, at) ELSE NULL END
         WHERE id = of_account AND school_id = ${SCHOOL} AND version = seen;
        IF NOT FOUND THEN RETURN false; END IF;
        IF disable THEN
          UPDATE sessions SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL;
          UPDATE one_time_codes SET revoked_at = at WHERE account_id = of_account AND used_at IS NULL AND revoked_at IS NULL;
        END IF;
        RETURN true;
      END $$`);
  }

  /** A new code ends the older ones; one for a forgotten password also ends the password and every session. */
  private async codes(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.make_one_time_code(new_id uuid, of_account uuid, for_what text, new_hash bytea, by_staff uuid, at timestamptz, until timestamptz, shut boolean)
      RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM accounts WHERE id = of_account AND school_id = ${SCHOOL} AND disabled_at IS NULL FOR UPDATE;
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE one_time_codes SET revoked_at = at WHERE account_id = of_account AND used_at IS NULL AND revoked_at IS NULL;
        INSERT INTO one_time_codes (id, account_id, purpose, code_hash, made_by, made_at, expires_at) VALUES (new_id, of_account, for_what, new_hash, by_staff, at, until);
        IF for_what = 'reset' THEN
          UPDATE accounts SET password_hash = NULL, password_changed_at = at,
                 closed_records_from = CASE WHEN shut THEN at + interval '24 hours' ELSE closed_records_from END
           WHERE id = of_account;
          UPDATE sessions SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL;
        END IF;
        RETURN true;
      END $$`);
    // A stranger's three questions: whose name is this, is this their code, and take it for this password.
    await db.query(`CREATE FUNCTION app.account_for_code(wanted text)
      RETURNS TABLE (id uuid, school_id uuid, staff_id uuid, disabled boolean, time_zone text, system text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.id, a.school_id, a.staff_id, a.disabled_at IS NOT NULL, o.time_zone, o.system
          FROM accounts a JOIN schools o ON o.school_id = a.school_id WHERE a.username = wanted
      $$`);
    await db.query(`CREATE FUNCTION app.one_time_code_of(of_account uuid, hash bytea)
      RETURNS TABLE (id uuid, purpose text, expires_at timestamptz, used_at timestamptz, revoked_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT c.id, c.purpose, c.expires_at, c.used_at, c.revoked_at FROM one_time_codes c WHERE c.account_id = of_account AND c.code_hash = hash
      $$`);
    await db.query(`CREATE FUNCTION app.use_one_time_code(code uuid, new_hash text, at timestamptz)
      RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE of_account uuid;
      BEGIN
        UPDATE one_time_codes c SET used_at = at FROM accounts a
         WHERE c.id = code AND a.id = c.account_id AND a.disabled_at IS NULL AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > at
        RETURNING c.account_id INTO of_account;
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE accounts SET password_hash = new_hash, password_changed_at = at, activated_at = coalesce(activated_at, at),
               closed_records_from = CASE WHEN closed_records_from > at THEN at + interval '24 hours' ELSE closed_records_from END
         WHERE id = of_account;
        UPDATE sessions SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL;
        RETURN true;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.use_one_time_code, app.one_time_code_of, app.account_for_code, app.make_one_time_code, app.change_account, app.invite_account,
      app.usernames_taken, app.accounts_of_school`);
    await db.query(`DROP TRIGGER role_grants_never_overlap ON role_grants`);
    await db.query(`DROP FUNCTION app.refuse_overlapping_grant`);
    // A post that was called off before it began never was; the older rule has no way to say that.
    await db.query(`DELETE FROM role_grants WHERE to_on < from_on`);
    await db.query(`ALTER TABLE role_grants
      DROP CONSTRAINT role_grants_in_order,
      ADD CONSTRAINT role_grants_in_order CHECK (to_on IS NULL OR from_on <= to_on),
      DROP COLUMN proposed_by, DROP COLUMN ended_by, DROP COLUMN ended_at, DROP COLUMN end_reason`);
    await db.query(CREATE_ACCOUNT(''));
    await db.query(`ALTER TABLE accounts DROP COLUMN version`);
  }
}
