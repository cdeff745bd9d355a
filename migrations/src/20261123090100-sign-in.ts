import type { MigrationInterface, QueryRunner } from 'typeorm';
import { closeTable } from './row-level-security.js';

/**
 * Accounts and sessions are reached before a viewer exists: no table is open to the application, only the named functions below.
 * A session is known by the SHA-256 of its token; a stolen table signs nobody in.
 */
export class SignIn20261123090100 implements MigrationInterface {
  name = 'SignIn20261123090100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE accounts (
      id uuid NOT NULL CONSTRAINT accounts_pkey PRIMARY KEY,
      school_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      username text NOT NULL,
      password_hash text NOT NULL,
      password_changed_at timestamptz NOT NULL DEFAULT now(),
      disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT accounts_username UNIQUE (username),
      CONSTRAINT accounts_one_a_person UNIQUE (school_id, staff_id),
      CONSTRAINT accounts_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
    )`);
    await closeTable(db, 'accounts');

    await db.query(`CREATE TABLE sessions (
      id uuid NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
      account_id uuid NOT NULL CONSTRAINT sessions_account REFERENCES accounts (id) ON DELETE CASCADE,
      token_hash bytea NOT NULL CONSTRAINT sessions_token UNIQUE,
      previous_hash bytea,
      previous_until timestamptz,
      rotated_at timestamptz NOT NULL,
      started_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      ended_at timestamptz
    )`);
    await db.query(`CREATE INDEX sessions_by_account ON sessions (account_id)`);
    await db.query(`CREATE INDEX sessions_by_previous ON sessions (previous_hash)`);
    await closeTable(db, 'sessions');

    // A device somebody has signed in on before keeps its own count of failures: a stranger's guessing cannot lock the teacher out.
    await db.query(`CREATE TABLE known_devices (
      account_id uuid NOT NULL CONSTRAINT known_devices_account REFERENCES accounts (id) ON DELETE CASCADE,
      device_hash bytea NOT NULL,
      seen_at timestamptz NOT NULL,
      CONSTRAINT known_devices_pkey PRIMARY KEY (account_id, device_hash)
    )`);
    await closeTable(db, 'known_devices');

    await db.query(`CREATE TABLE installation (
      only_one boolean NOT NULL DEFAULT true CONSTRAINT installation_pkey PRIMARY KEY CONSTRAINT installation_only_one CHECK (only_one),
      demo boolean NOT NULL DEFAULT false,
      demo_until date,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
    await db.query(`INSERT INTO installation DEFAULT VALUES`);
    await closeTable(db, 'installation');
    await db.query(`CREATE POLICY read_all ON installation FOR SELECT TO tongxin_app USING (true)`);
    await db.query(`GRANT SELECT ON installation TO tongxin_app`);

    await db.query(`CREATE TABLE rate_limits (
      key text NOT NULL CONSTRAINT rate_limits_pkey PRIMARY KEY,
      points int NOT NULL DEFAULT 0,
      expire bigint
    )`);
    await closeTable(db, 'rate_limits');
    await db.query(`CREATE POLICY counters ON rate_limits TO tongxin_app USING (true) WITH CHECK (true)`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO tongxin_app`);

    await db.query(`CREATE FUNCTION app.account_by_username(wanted text)
      RETURNS TABLE (id uuid, school_id uuid, staff_id uuid, password_hash text, disabled boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.id, a.school_id, a.staff_id, a.password_hash, a.disabled_at IS NOT NULL FROM accounts a WHERE a.username = wanted
      $$`);
    await db.query(`CREATE FUNCTION app.account_of_staff(wanted_school uuid, wanted_staff uuid)
      RETURNS TABLE (id uuid, username text, password_hash text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.id, a.username, a.password_hash FROM accounts a WHERE a.school_id = wanted_school AND a.staff_id = wanted_staff
      $$`);
    await db.query(`CREATE FUNCTION app.create_account(new_id uuid, of_school uuid, of_staff uuid, new_username text, new_hash text)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO accounts (id, school_id, staff_id, username, password_hash) VALUES (new_id, of_school, of_staff, new_username, new_hash)
      $$`);
    await db.query(`CREATE FUNCTION app.knows_device(of_account uuid, device bytea)
      RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (SELECT 1 FROM known_devices d WHERE d.account_id = of_account AND d.device_hash = device)
      $$`);
    await db.query(`CREATE FUNCTION app.remember_device(of_account uuid, device bytea, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO known_devices (account_id, device_hash, seen_at) VALUES (of_account, device, at)
        ON CONFLICT (account_id, device_hash) DO UPDATE SET seen_at = excluded.seen_at
      $$`);
    await db.query(`CREATE FUNCTION app.start_session(new_id uuid, of_account uuid, new_token bytea, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at) VALUES (new_id, of_account, new_token, at, at, at)
      $$`);
    await db.query(`CREATE FUNCTION app.end_session(token bytea, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE sessions SET ended_at = at WHERE ended_at IS NULL AND (token_hash = token OR (previous_hash = token AND previous_until > at))
      $$`);
    await db.query(`CREATE FUNCTION app.rotate_session(session uuid, old_token bytea, new_token bytea, at timestamptz)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE sessions SET previous_hash = old_token, previous_until = at + interval '1 minute', token_hash = new_token, rotated_at = at
        WHERE id = session AND token_hash = old_token AND ended_at IS NULL RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.change_password(of_account uuid, new_hash text, keep_session uuid, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE accounts SET password_hash = new_hash, password_changed_at = at WHERE id = of_account;
        UPDATE sessions SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL AND id IS DISTINCT FROM keep_session
      $$`);

    // One call answers who is asking: idle for 30 minutes or 10 hours old is over; posts count from their day to their day, in the school's own time.
    await db.query(`CREATE FUNCTION app.viewer_of(token bytea, at timestamptz)
      RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE who record; today date;
      BEGIN
        SELECT s.id AS session_id, s.seen_at, s.rotated_at, s.token_hash = token AS newest, a.id AS account_id, a.username, a.school_id, a.staff_id,
               p.name, o.name AS school_name, o.kind, o.time_zone, o.system
          INTO who
          FROM sessions s
          JOIN accounts a ON a.id = s.account_id
          JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
          JOIN schools o ON o.school_id = a.school_id
         WHERE (s.token_hash = token OR (s.previous_hash = token AND s.previous_until > at))
           AND s.ended_at IS NULL AND a.disabled_at IS NULL
           AND s.seen_at > at - interval '30 minutes' AND s.started_at > at - interval '10 hours';
        IF NOT FOUND THEN RETURN NULL; END IF;
        IF who.seen_at < at - interval '1 minute' THEN
          UPDATE sessions SET seen_at = at WHERE id = who.session_id;
        END IF;
        today := (at AT TIME ZONE who.time_zone)::date;
        RETURN jsonb_build_object(
          'sessionId', who.session_id, 'accountId', who.account_id, 'username', who.username, 'id', who.staff_id, 'name', who.name,
          'schoolId', who.school_id, 'schoolName', who.school_name, 'schoolKind', who.kind, 'schoolSystem', who.system, 'timeZone', who.time_zone, 'today', today,
          'rotate', who.newest AND who.rotated_at < at - interval '1 hour',
          'grantedRoles', (SELECT coalesce(jsonb_agg(DISTINCT g.role), '[]') FROM role_grants g
                            WHERE g.school_id = who.school_id AND g.staff_id = who.staff_id AND g.from_on <= today AND (g.to_on IS NULL OR g.to_on >= today)),
          'assignments', (SELECT coalesce(jsonb_agg(jsonb_build_object('classId', c.class_id, 'role', c.role, 'current', c.to_on IS NULL OR c.to_on >= today)), '[]')
                            FROM class_assignments c
                           WHERE c.school_id = who.school_id AND c.staff_id = who.staff_id AND c.from_on <= today AND (c.to_on IS NULL OR c.to_on >= today - 30)));
      END $$`);
    await db.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.account_by_username(text), app.account_of_staff(uuid, uuid),
      app.knows_device(uuid, bytea), app.remember_device(uuid, bytea, timestamptz),
      app.start_session(uuid, uuid, bytea, timestamptz), app.end_session(bytea, timestamptz), app.rotate_session(uuid, bytea, bytea, timestamptz),
      app.change_password(uuid, text, uuid, timestamptz), app.viewer_of(bytea, timestamptz) TO tongxin_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.account_by_username, app.account_of_staff, app.create_account, app.knows_device, app.remember_device, app.start_session, app.end_session,
      app.rotate_session, app.change_password, app.viewer_of`);
    for (const table of ['rate_limits', 'installation', 'known_devices', 'sessions', 'accounts'])
      await db.query(`DROP TABLE ${table}`);
  }
}
