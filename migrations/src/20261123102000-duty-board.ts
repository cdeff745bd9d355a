import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Tables of facts about a child from which its duties follow, each row with the child's id. `students` and assignments are marked in their own way. */
const FACTS = [
  'care_records',
  'care_file_periods',
  'care_categories',
  'care_file_urgencies',
  'contact_card_verifications',
  'contact_card_changes',
  'duty_exemptions',
  'class_memberships',
] as const;

/** A mark that means every child of the school. */
const WHOLE_SCHOOL = '00000000-0000-0000-0000-000000000000';

/**
 * The duty board: the duties of the windows that are looked at every day, as they were computed last, and marks for the children of whom
 * something has changed since. It holds nothing that is not computed from other tables; emptied, the next reader fills it again.
 */
export class DutyBoard20261123102000 implements MigrationInterface {
  name = 'DutyBoard20261123102000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE duty_windows (
      school_id uuid NOT NULL,
      window_no int NOT NULL,
      subject text NOT NULL,
      key text NOT NULL,
      due int NOT NULL DEFAULT 0,
      done int NOT NULL DEFAULT 0,
      late int NOT NULL DEFAULT 0,
      overdue int NOT NULL DEFAULT 0,
      exempt int NOT NULL DEFAULT 0,
      never_done int NOT NULL DEFAULT 0,
      CONSTRAINT duty_windows_pkey PRIMARY KEY (school_id, window_no)
    ) WITH (fillfactor = 50)`);
    await belongsToSchool(db, 'duty_windows', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    await db.query(`CREATE TABLE duty_states (
      school_id uuid NOT NULL,
      window_no int NOT NULL,
      student_id uuid NOT NULL,
      of_window int NOT NULL,
      name text NOT NULL,
      sort_key text COLLATE "C" NOT NULL,
      present_class_id uuid,
      class_id uuid,
      status text NOT NULL,
      exempt_reason text,
      listed boolean NOT NULL,
      open boolean NOT NULL,
      assigned boolean NOT NULL,
      assignee_id uuid,
      last_on date NOT NULL,
      last_topics jsonb,
      never boolean NOT NULL,
      never_done boolean NOT NULL,
      CONSTRAINT duty_states_pkey PRIMARY KEY (school_id, window_no, student_id)
    ) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`);
    // A page, the longest since first, is read from this index alone: rows lie in the table class by class.
    await db.query(`CREATE INDEX duty_states_listed ON duty_states (school_id, window_no, open, assigned, last_on, sort_key, student_id)
      INCLUDE (of_window, name, present_class_id, class_id, status, exempt_reason, assignee_id, last_topics, never) WHERE listed`);
    await db.query(
      `CREATE INDEX duty_states_by_name ON duty_states (school_id, window_no, open, sort_key, student_id) WHERE listed`,
    );
    await db.query(
      `CREATE INDEX duty_states_of_class ON duty_states (school_id, present_class_id) WHERE present_class_id IS NOT NULL`,
    );
    await db.query(
      `CREATE INDEX duty_states_of_class_then ON duty_states (school_id, class_id) WHERE class_id IS NOT NULL`,
    );
    await belongsToSchool(db, 'duty_states', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    await db.query(`CREATE TABLE duty_counts (
      school_id uuid NOT NULL,
      window_no int NOT NULL,
      class_id uuid NOT NULL,
      assignee_id uuid,
      due int NOT NULL,
      done int NOT NULL,
      late int NOT NULL,
      overdue int NOT NULL,
      exempt int NOT NULL,
      never_done int NOT NULL,
      CONSTRAINT duty_counts_pkey PRIMARY KEY (school_id, window_no, class_id)
    ) WITH (fillfactor = 70)`);
    await belongsToSchool(db, 'duty_counts', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    // The transaction is part of the key: two that change the same child never wait for each other, and a mark whose transaction is still
    // running is never taken away together with that of another. Marks come and go: the table is swept often.
    await db.query(`CREATE TABLE duty_marks (
      school_id uuid NOT NULL,
      student_id uuid NOT NULL,
      xact bigint NOT NULL,
      CONSTRAINT duty_marks_pkey PRIMARY KEY (school_id, student_id, xact)
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)`);
    await belongsToSchool(db, 'duty_marks', ['SELECT', 'INSERT', 'DELETE']);
    await this.marks(db);
    await this.childTables(db, `, ('duty_states', 'leave'), ('duty_marks', 'leave')`);
  }

  /** Whoever changes a fact, by whatever way, leaves a mark in the same transaction. */
  private async marks(db: QueryRunner): Promise<void> {
    const mark = (name: string, rows: string): Promise<unknown> =>
      db.query(`CREATE FUNCTION app.${name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN
          INSERT INTO duty_marks (school_id, student_id, xact)
          SELECT DISTINCT c.school_id, c.student_id, (pg_current_xact_id()::text)::bigint FROM (${rows}) c ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$`);
    const trigger = (table: string, verb: 'INSERT' | 'UPDATE' | 'DELETE', work: string): Promise<unknown> => {
      const rows = [
        ...(verb === 'INSERT' ? [] : ['OLD TABLE AS old_rows']),
        ...(verb === 'DELETE' ? [] : ['NEW TABLE AS new_rows']),
      ].join(' ');
      return db.query(`CREATE TRIGGER ${table}_duties_on_${verb.toLowerCase()} AFTER ${verb} ON ${table}
        REFERENCING ${rows} FOR EACH STATEMENT EXECUTE FUNCTION app.${work}()`);
    };

    const added = 'SELECT n.school_id, n.student_id FROM new_rows n';
    const gone = 'SELECT o.school_id, o.student_id FROM old_rows o';
    await mark('mark_duties_of_added', added);
    await mark('mark_duties_of_gone', gone);
    await mark('mark_duties_of_changed', `${added} UNION ALL ${gone}`);
    for (const table of FACTS) {
      await trigger(table, 'INSERT', 'mark_duties_of_added');
      await trigger(table, 'UPDATE', 'mark_duties_of_changed');
      await trigger(table, 'DELETE', 'mark_duties_of_gone');
    }

    const student = (rows: string): string => `SELECT s.school_id, s.id AS student_id FROM ${rows} s`;
    await mark('mark_duties_of_student_added', `${student('new_rows')} WHERE s.care_status IS NOT NULL`);
    await mark('mark_duties_of_student_gone', `${student('old_rows')} WHERE s.care_status IS NOT NULL`);
    // Of a child only its name, its class and its care file matter here; a student number does not.
    await mark(
      'mark_duties_of_student_changed',
      `${student('new_rows')} JOIN old_rows o ON o.school_id = s.school_id AND o.id = s.id
        WHERE (s.name, s.sort_key, s.class_id, s.care_status) IS DISTINCT FROM (o.name, o.sort_key, o.class_id, o.care_status)`,
    );
    await trigger('students', 'INSERT', 'mark_duties_of_student_added');
    await trigger('students', 'UPDATE', 'mark_duties_of_student_changed');
    await trigger('students', 'DELETE', 'mark_duties_of_student_gone');

    // Who heads a class decides whose talks count, now and then: every child may be meant.
    const posts = (rows: string): string =>
      `SELECT a.school_id, '${WHOLE_SCHOOL}'::uuid AS student_id FROM ${rows} a WHERE a.role IN ('headTeacher', 'deputy')`;
    await mark('mark_duties_of_school_by_added', posts('new_rows'));
    await mark('mark_duties_of_school_by_gone', posts('old_rows'));
    await mark('mark_duties_of_school_by_changed', `${posts('new_rows')} UNION ALL ${posts('old_rows')}`);
    await trigger('class_assignments', 'INSERT', 'mark_duties_of_school_by_added');
    await trigger('class_assignments', 'UPDATE', 'mark_duties_of_school_by_changed');
    await trigger('class_assignments', 'DELETE', 'mark_duties_of_school_by_gone');
  }

  /** The list of tables of a child with what is computed of it: it stays where it is, and goes when the board is next brought up to date. */
  private async childTables(db: QueryRunner, more: string): Promise<void> {
    await db.query(`CREATE OR REPLACE FUNCTION app.child_tables() RETURNS TABLE (name text, fate text) LANGUAGE sql IMMUTABLE AS $$
      VALUES ('student_keys', 'aside'), ('class_memberships', 'once'), ('care_files', 'file'), ('care_file_periods', 'file'), ('care_file_urgencies', 'file'), ('contact_cards', 'once'),
        ('guardians', 'move'), ('phones', 'move'), ('student_changes', 'move'), ('contact_card_changes', 'move'), ('contact_card_verifications', 'move'),
        ('household_members', 'move'), ('care_categories', 'move'), ('care_records', 'move'), ('duty_exemptions', 'move'), ('proposals', 'move'),
        ('attachments', 'move'), ('emergency_accesses', 'move'), ('handover_notes', 'move'), ('guardian_links', 'move'), ('import_rows', 'leave'), ('audit_entries', 'leave')${more}
      $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await this.childTables(db, '');
    for (const table of [...FACTS, 'students', 'class_assignments'])
      for (const verb of ['insert', 'update', 'delete'])
        await db.query(`DROP TRIGGER ${table}_duties_on_${verb} ON ${table}`);
    await db.query(`DROP FUNCTION app.mark_duties_of_added, app.mark_duties_of_gone, app.mark_duties_of_changed,
      app.mark_duties_of_student_added, app.mark_duties_of_student_gone, app.mark_duties_of_student_changed,
      app.mark_duties_of_school_by_added, app.mark_duties_of_school_by_gone, app.mark_duties_of_school_by_changed`);
    for (const table of ['duty_marks', 'duty_counts', 'duty_states', 'duty_windows'])
      await db.query(`DROP TABLE ${table}`);
  }
}
