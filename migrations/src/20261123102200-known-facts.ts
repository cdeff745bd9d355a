import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What requests are answered from, and the rows that decide it, told of by their school. */
const DECIDED_BY = {
  people: ['schools', 'staff', 'role_grants', 'class_assignments', 'emergency_accesses'],
  calendar: ['terms', 'calendar_exceptions'],
  standards: ['care_standards'],
} as const;

const CHANNEL = 'tongxin_known';

/**
 * A server may keep for a second who a session belongs to, a school's calendar and its standards. Whoever changes one of them says so with the
 * commit, to every server that listens: what changed and of which school or account, by id, and nothing more.
 */
export class KnownFacts20261123102200 implements MigrationInterface {
  name = 'KnownFacts20261123102200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE FUNCTION app.tell_of_school() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          PERFORM pg_notify('${CHANNEL}', TG_ARGV[0] || ' ' || OLD.school_id);
        ELSE
          PERFORM pg_notify('${CHANNEL}', TG_ARGV[0] || ' ' || NEW.school_id);
        END IF;
        RETURN NULL;
      END $$`);
    await db.query(`CREATE FUNCTION app.tell_of_account() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_TABLE_NAME = 'accounts' THEN
          PERFORM pg_notify('${CHANNEL}', 'account ' || OLD.id);
        ELSE
          PERFORM pg_notify('${CHANNEL}', 'account ' || OLD.account_id);
        END IF;
        RETURN NULL;
      END $$`);
    for (const [what, tables] of Object.entries(DECIDED_BY))
      for (const table of tables)
        await db.query(`CREATE TRIGGER tell_${what} AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION app.tell_of_school('${what}')`);
    await db.query(
      `CREATE TRIGGER tell_account AFTER UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION app.tell_of_account()`,
    );
    // A session that is only seen again is the same session; nobody is told, or every minute of work would be news.
    await db.query(`CREATE TRIGGER tell_session_changed AFTER UPDATE ON sessions FOR EACH ROW
      WHEN (NEW.seen_at < OLD.seen_at OR (NEW.account_id, NEW.token_hash, NEW.previous_hash, NEW.previous_until, NEW.rotated_at, NEW.started_at, NEW.ended_at)
            IS DISTINCT FROM (OLD.account_id, OLD.token_hash, OLD.previous_hash, OLD.previous_until, OLD.rotated_at, OLD.started_at, OLD.ended_at))
      EXECUTE FUNCTION app.tell_of_account()`);
    await db.query(
      `CREATE TRIGGER tell_session_gone AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION app.tell_of_account()`,
    );
    await db.query(
      viewerOf(`, 'until', least(
            greatest(who.seen_at, CASE WHEN who.seen_at < at - interval '1 minute' THEN at END) + interval '1 minute',
            who.started_at + interval '10 hours',
            CASE WHEN who.newest THEN who.rotated_at + interval '1 hour' ELSE who.previous_until END,
            (today + 1)::timestamp AT TIME ZONE who.time_zone,
            (SELECT min(e.until_at) FROM emergency_accesses e WHERE e.school_id = who.school_id AND e.opened_by = who.staff_id AND e.until_at > at))`),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(viewerOf(''));
    await db.query(`DROP TRIGGER tell_session_gone ON sessions`);
    await db.query(`DROP TRIGGER tell_session_changed ON sessions`);
    await db.query(`DROP TRIGGER tell_account ON accounts`);
    for (const [what, tables] of Object.entries(DECIDED_BY))
      for (const table of tables) await db.query(`DROP TRIGGER tell_${what} ON ${table}`);
    await db.query(`DROP FUNCTION app.tell_of_account`);
    await db.query(`DROP FUNCTION app.tell_of_school`);
  }
}

/**
 * Who is asking, as before. What the answer says depends on the instant it is asked for: `until` is when it would be another one although no row
 * has changed: a minute after the session was last marked as seen, its 10 hours, its next token, midnight at the school, the end of an emergency.
 */
function viewerOf(until: string): string {
  return `CREATE OR REPLACE FUNCTION app.viewer_of(token bytea, at timestamptz)
      RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE who record; today date;
      BEGIN
        SELECT s.id AS session_id, s.seen_at, s.started_at, s.rotated_at, s.previous_until, s.token_hash = token AS newest, a.id AS account_id, a.username, a.school_id, a.staff_id,
               a.notice_accepted_at, a.totp_confirmed_at, p.name, o.name AS school_name, o.kind, o.time_zone, o.system
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
          'signedInAt', who.started_at, 'noticeAccepted', who.notice_accepted_at IS NOT NULL, 'secondFactor', who.totp_confirmed_at IS NOT NULL,
          'emergencies', (SELECT coalesce(jsonb_agg(jsonb_build_object('studentId', e.student_id, 'kind', e.kind, 'until', e.until_at)), '[]')
                            FROM emergency_accesses e
                           WHERE e.school_id = who.school_id AND e.opened_by = who.staff_id AND e.until_at > at),
          'grantedRoles', (SELECT coalesce(jsonb_agg(DISTINCT g.role), '[]') FROM role_grants g
                            WHERE g.school_id = who.school_id AND g.staff_id = who.staff_id AND g.from_on <= today AND (g.to_on IS NULL OR g.to_on >= today)),
          'assignments', (SELECT coalesce(jsonb_agg(jsonb_build_object('classId', c.class_id, 'role', c.role, 'current', c.to_on IS NULL OR c.to_on >= today)), '[]')
                            FROM class_assignments c
                           WHERE c.school_id = who.school_id AND c.staff_id = who.staff_id AND c.from_on <= today AND (c.to_on IS NULL OR c.to_on >= today - 30))${until});
      END $$`;
}
