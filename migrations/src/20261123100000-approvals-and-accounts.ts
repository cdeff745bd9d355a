import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool, closeTable } from './row-level-security.js';

/** What waits for a second person, the life of an account from its first code on, and emergency access; who is asking is told with all of it. */
export class ApprovalsAndAccounts20261123100000 implements MigrationInterface {
  name = 'ApprovalsAndAccounts20261123100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE proposals (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      kind text NOT NULL,
      student_id uuid,
      subject_id uuid,
      content jsonb NOT NULL,
      reason text,
      origin text NOT NULL DEFAULT 'staff' CONSTRAINT proposals_origin CHECK (origin IN ('staff', 'guardianLink')),
      status text NOT NULL DEFAULT 'open' CONSTRAINT proposals_status CHECK (status IN ('open', 'approved', 'sentBack', 'withdrawn')),
      proposed_by uuid,
      proposed_at timestamptz NOT NULL,
      decided_by uuid,
      decided_at timestamptz,
      decision_reason text,
      CONSTRAINT proposals_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT proposals_somebody_proposes CHECK ((origin = 'staff') = (proposed_by IS NOT NULL)),
      CONSTRAINT proposals_creator_never_approves CHECK (status <> 'approved' OR decided_by IS DISTINCT FROM proposed_by),
      CONSTRAINT proposals_decided CHECK ((status = 'open') = (decided_at IS NULL))
    )`);
    await db.query(`CREATE INDEX proposals_open ON proposals (school_id, proposed_at, id) WHERE status = 'open'`);
    await db.query(`CREATE INDEX proposals_newest ON proposals (school_id, proposed_at DESC, id DESC)`);
    await db.query(`CREATE INDEX proposals_by_student ON proposals (school_id, student_id, kind)`);
    await db.query(`CREATE INDEX proposals_by_subject ON proposals (school_id, subject_id, kind)`);
    await belongsToSchool(db, 'proposals', ['SELECT', 'INSERT', 'UPDATE']);

    await db.query(`CREATE TABLE emergency_accesses (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      student_id uuid NOT NULL,
      kind text NOT NULL CONSTRAINT emergency_accesses_kind CHECK (kind IN ('studentFile', 'contactCard', 'talks')),
      reason_code text NOT NULL,
      reason text NOT NULL,
      opened_by uuid NOT NULL,
      opened_at timestamptz NOT NULL,
      until_at timestamptz NOT NULL,
      review_due_on date NOT NULL,
      reviewed_by uuid,
      reviewed_at timestamptz,
      outcome text CONSTRAINT emergency_accesses_outcome CHECK (outcome IN ('justified', 'notJustified')),
      review_text text,
      CONSTRAINT emergency_accesses_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT emergency_accesses_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT emergency_accesses_opened_by FOREIGN KEY (school_id, opened_by) REFERENCES staff (school_id, id),
      CONSTRAINT emergency_accesses_reviewed_by FOREIGN KEY (school_id, reviewed_by) REFERENCES staff (school_id, id),
      CONSTRAINT emergency_accesses_review_by_another CHECK (reviewed_by IS NULL OR reviewed_by <> opened_by),
      CONSTRAINT emergency_accesses_reviewed CHECK ((reviewed_at IS NULL) = (outcome IS NULL))
    )`);
    await db.query(`CREATE INDEX emergency_accesses_by_person ON emergency_accesses (school_id, opened_by, until_at)`);
    await db.query(`CREATE INDEX emergency_accesses_newest ON emergency_accesses (school_id, opened_at DESC, id DESC)`);
    await belongsToSchool(db, 'emergency_accesses', ['SELECT', 'INSERT', 'UPDATE']);

    await this.accountLife(db);
    await this.whoIsAsking(db);
  }

  /** An account begins without a password; a code on a slip lets its person choose one. A second factor and its spare codes hang on it. */
  private async accountLife(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE accounts
      ALTER COLUMN password_hash DROP NOT NULL,
      ADD COLUMN activated_at timestamptz,
      ADD COLUMN notice_accepted_at timestamptz,
      ADD COLUMN totp_secret bytea,
      ADD COLUMN totp_confirmed_at timestamptz,
      ADD COLUMN totp_last_step bigint,
      ADD COLUMN closed_records_from timestamptz`);
    await db.query(`UPDATE accounts SET activated_at = created_at`);
    await db.query(`ALTER TABLE sessions ADD COLUMN device text`);
    await db.query(`CREATE TABLE one_time_codes (
      id uuid NOT NULL CONSTRAINT one_time_codes_pkey PRIMARY KEY,
      account_id uuid NOT NULL CONSTRAINT one_time_codes_account REFERENCES accounts (id) ON DELETE CASCADE,
      purpose text NOT NULL CONSTRAINT one_time_codes_purpose CHECK (purpose IN ('activation', 'reset')),
      code_hash bytea NOT NULL CONSTRAINT one_time_codes_hash UNIQUE,
      made_by uuid,
      made_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      revoked_at timestamptz
    )`);
    await db.query(`CREATE INDEX one_time_codes_by_account ON one_time_codes (account_id)`);
    await closeTable(db, 'one_time_codes');
    await db.query(`CREATE TABLE recovery_codes (
      account_id uuid NOT NULL CONSTRAINT recovery_codes_account REFERENCES accounts (id) ON DELETE CASCADE,
      code_hash bytea NOT NULL,
      used_at timestamptz,
      CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash)
    )`);
    await closeTable(db, 'recovery_codes');
  }

  /** As before, and beside it: since when the session runs, whether the notice is accepted, the second factor, and the children of an emergency. */
  private async whoIsAsking(db: QueryRunner): Promise<void> {
    await db.query(`CREATE OR REPLACE FUNCTION app.viewer_of(token bytea, at timestamptz)
      RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE who record; today date;
      BEGIN
        SELECT s.id AS session_id, s.seen_at, s.started_at, s.rotated_at, s.token_hash = token AS newest, a.id AS account_id, a.username, a.school_id, a.staff_id,
               a.notice_accepted_at, a.totp_confirmed_at, a.closed_records_from, p.name, o.name AS school_name, o.kind, o.time_zone, o.system
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
                           WHERE c.school_id = who.school_id AND c.staff_id = who.staff_id AND c.from_on <= today AND (c.to_on IS NULL OR c.to_on >= today - 30)));
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE recovery_codes`);
    await db.query(`DROP TABLE one_time_codes`);
    await db.query(`ALTER TABLE sessions DROP COLUMN device`);
    await db.query(`ALTER TABLE accounts DROP COLUMN activated_at, DROP COLUMN notice_accepted_at, DROP COLUMN totp_secret,
      DROP COLUMN totp_confirmed_at, DROP COLUMN totp_last_step, DROP COLUMN closed_records_from`);
    await db.query(`DROP TABLE emergency_accesses`);
    await db.query(`DROP TABLE proposals`);
  }
}
