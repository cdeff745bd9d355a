import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool, closeTable } from './row-level-security.js';

const FUNCTIONS = [
  'app.schools_at_work()',
  'app.people_at_work(uuid, timestamptz)',
  'app.calendar_feed_of(uuid)',
  'app.make_calendar_feed(uuid, bytea, timestamptz)',
  'app.end_calendar_feed(uuid)',
  'app.viewer_of_calendar(bytea, timestamptz)',
  'app.forget_old_reminders(timestamptz)',
] as const;

/** Reminders that reach people: a digest a person and day, how it was delivered, where a school's group robot is, and personal calendar addresses. Counts only, never a child. */
export class Reminders20261123100900 implements MigrationInterface {
  name = 'Reminders20261123100900';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE digests (
      school_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      on_day date NOT NULL,
      talks_due int NOT NULL,
      cards_due int NOT NULL,
      overdue int NOT NULL,
      follow_ups int NOT NULL,
      urgent int NOT NULL,
      approvals int NOT NULL,
      made_at timestamptz NOT NULL,
      CONSTRAINT digests_pkey PRIMARY KEY (school_id, staff_id, on_day),
      CONSTRAINT digests_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'digests', ['SELECT', 'INSERT']);

    await db.query(`CREATE TABLE digest_runs (
      school_id uuid NOT NULL,
      on_day date NOT NULL,
      made_at timestamptz NOT NULL,
      CONSTRAINT digest_runs_pkey PRIMARY KEY (school_id, on_day),
      CONSTRAINT digest_runs_of_school FOREIGN KEY (school_id) REFERENCES schools (school_id)
    )`);
    await belongsToSchool(db, 'digest_runs', ['SELECT', 'INSERT']);

    // A mail to a person, or the message to the school's group robot; the robot's has no person.
    await db.query(`CREATE TABLE reminder_deliveries (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      on_day date NOT NULL,
      way text NOT NULL CONSTRAINT reminder_deliveries_way CHECK (way IN ('mail', 'robot')),
      staff_id uuid,
      status text NOT NULL DEFAULT 'waiting' CONSTRAINT reminder_deliveries_status CHECK (status IN ('waiting', 'sent', 'failed')),
      attempts int NOT NULL DEFAULT 0,
      problem text,
      changed_at timestamptz NOT NULL,
      CONSTRAINT reminder_deliveries_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT reminder_deliveries_person CHECK ((way = 'mail') = (staff_id IS NOT NULL)),
      CONSTRAINT reminder_deliveries_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
    )`);
    await db.query(
      `CREATE UNIQUE INDEX reminder_deliveries_once ON reminder_deliveries (school_id, on_day, way, staff_id) NULLS NOT DISTINCT`,
    );
    await db.query(
      `CREATE INDEX reminder_deliveries_newest ON reminder_deliveries (school_id, on_day DESC, changed_at DESC, id DESC)`,
    );
    await belongsToSchool(db, 'reminder_deliveries', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE reminder_settings (
      school_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      by_mail boolean NOT NULL,
      mail_address text,
      language text NOT NULL CONSTRAINT reminder_settings_language CHECK (language IN ('zh-CN', 'en')),
      changed_at timestamptz NOT NULL,
      CONSTRAINT reminder_settings_pkey PRIMARY KEY (school_id, staff_id),
      CONSTRAINT reminder_settings_has_address CHECK (NOT by_mail OR mail_address IS NOT NULL),
      CONSTRAINT reminder_settings_staff FOREIGN KEY (school_id, staff_id) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'reminder_settings', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE reminder_channels (
      school_id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      kind text CONSTRAINT reminder_channels_kind CHECK (kind IN ('weCom', 'dingTalk')),
      url text,
      secret text,
      language text NOT NULL CONSTRAINT reminder_channels_language CHECK (language IN ('zh-CN', 'en')),
      changed_by uuid,
      changed_at timestamptz NOT NULL,
      CONSTRAINT reminder_channels_pkey PRIMARY KEY (school_id),
      CONSTRAINT reminder_channels_whole CHECK ((kind IS NULL) = (url IS NULL)),
      CONSTRAINT reminder_channels_of_school FOREIGN KEY (school_id) REFERENCES schools (school_id)
    )`);
    await belongsToSchool(db, 'reminder_channels', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE calendar_feeds (
      account_id uuid NOT NULL CONSTRAINT calendar_feeds_pkey PRIMARY KEY CONSTRAINT calendar_feeds_account REFERENCES accounts (id) ON DELETE CASCADE,
      token_hash bytea NOT NULL CONSTRAINT calendar_feeds_token UNIQUE,
      made_at timestamptz NOT NULL,
      read_at timestamptz
    )`);
    await closeTable(db, 'calendar_feeds');

    await this.functions(db);
    await db.query(
      `REVOKE ALL ON FUNCTION app.viewer_of_account(uuid, timestamptz), ${FUNCTIONS.join(', ')} FROM PUBLIC`,
    );
    await db.query(`GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO tongxin_app`);
  }

  private async functions(db: QueryRunner): Promise<void> {
    // As app.viewer_of, for work done for a person who is not there: no session, no emergency, and nobody who is switched off or has not come in yet.
    await db.query(`CREATE FUNCTION app.viewer_of_account(of_account uuid, at timestamptz)
      RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT jsonb_build_object(
          'sessionId', a.id, 'accountId', a.id, 'username', a.username, 'id', a.staff_id, 'name', p.name,
          'schoolId', a.school_id, 'schoolName', o.name, 'schoolKind', o.kind, 'schoolSystem', o.system, 'timeZone', o.time_zone,
          'today', (at AT TIME ZONE o.time_zone)::date, 'rotate', false,
          'signedInAt', at, 'noticeAccepted', a.notice_accepted_at IS NOT NULL, 'secondFactor', a.totp_confirmed_at IS NOT NULL,
          'emergencies', '[]'::jsonb,
          'grantedRoles', (SELECT coalesce(jsonb_agg(DISTINCT g.role), '[]') FROM role_grants g
                            WHERE g.school_id = a.school_id AND g.staff_id = a.staff_id AND g.from_on <= (at AT TIME ZONE o.time_zone)::date
                              AND (g.to_on IS NULL OR g.to_on >= (at AT TIME ZONE o.time_zone)::date)),
          'assignments', (SELECT coalesce(jsonb_agg(jsonb_build_object('classId', c.class_id, 'role', c.role,
                                   'current', c.to_on IS NULL OR c.to_on >= (at AT TIME ZONE o.time_zone)::date)), '[]')
                            FROM class_assignments c
                           WHERE c.school_id = a.school_id AND c.staff_id = a.staff_id AND c.from_on <= (at AT TIME ZONE o.time_zone)::date
                             AND (c.to_on IS NULL OR c.to_on >= (at AT TIME ZONE o.time_zone)::date - 30)))
          FROM accounts a
          JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
          JOIN schools o ON o.school_id = a.school_id
         WHERE a.id = of_account AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL AND a.notice_accepted_at IS NOT NULL
      $$`);
    await db.query(`CREATE FUNCTION app.schools_at_work()
      RETURNS TABLE (id uuid, time_zone text, system text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT school_id, time_zone, system FROM schools WHERE kind = 'school' ORDER BY school_id
      $$`);
    await db.query(`CREATE FUNCTION app.people_at_work(of_school uuid, at timestamptz)
      RETURNS TABLE (viewer jsonb)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT found.viewer FROM accounts a CROSS JOIN LATERAL app.viewer_of_account(a.id, at) AS found (viewer)
         WHERE a.school_id = of_school AND found.viewer IS NOT NULL ORDER BY a.id
      $$`);
    await db.query(`CREATE FUNCTION app.calendar_feed_of(of_account uuid)
      RETURNS TABLE (made_at timestamptz, read_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT f.made_at, f.read_at FROM calendar_feeds f WHERE f.account_id = of_account
      $$`);
    await db.query(`CREATE FUNCTION app.make_calendar_feed(of_account uuid, token bytea, at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO calendar_feeds (account_id, token_hash, made_at) VALUES (of_account, token, at)
        ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at, read_at = NULL
      $$`);
    await db.query(`CREATE FUNCTION app.end_calendar_feed(of_account uuid)
      RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM calendar_feeds WHERE account_id = of_account RETURNING true
      $$`);
    await db.query(`CREATE FUNCTION app.viewer_of_calendar(token bytea, at timestamptz)
      RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE feed record; viewer jsonb;
      BEGIN
        SELECT f.account_id, f.read_at INTO feed FROM calendar_feeds f WHERE f.token_hash = token;
        IF NOT FOUND THEN RETURN NULL; END IF;
        viewer := app.viewer_of_account(feed.account_id, at);
        IF viewer IS NOT NULL AND (feed.read_at IS NULL OR feed.read_at < at - interval '1 minute') THEN
          UPDATE calendar_feeds SET read_at = at WHERE account_id = feed.account_id;
        END IF;
        RETURN viewer;
      END $$`);
    await db.query(`CREATE FUNCTION app.forget_old_reminders(at timestamptz)
      RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM digests WHERE made_at < at - interval '60 days';
        DELETE FROM digest_runs WHERE made_at < at - interval '60 days';
        DELETE FROM reminder_deliveries WHERE changed_at < at - interval '60 days'
      $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION ${FUNCTIONS.join(', ')}`);
    await db.query(`DROP FUNCTION app.viewer_of_account(uuid, timestamptz)`);
    for (const table of [
      'calendar_feeds',
      'reminder_channels',
      'reminder_settings',
      'reminder_deliveries',
      'digest_runs',
      'digests',
    ])
      await db.query(`DROP TABLE ${table}`);
  }
}
