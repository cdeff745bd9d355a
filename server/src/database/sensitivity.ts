/**
 * How sensitive what stands in a column is: `plain` says nothing of a child; `personal` names or reaches somebody; `protected` tells a child's story
 * (family, hardship, health, talks); `secret` opens something. Exports, logs and backups ask this list, and a column that is not on it fails the guard test.
 */
export type Sensitivity = 'plain' | 'personal' | 'protected' | 'secret';

const PLAIN = 'plain' as const;
const PERSONAL = 'personal' as const;
const PROTECTED = 'protected' as const;
const SECRET = 'secret' as const;

type Columns = Readonly<Record<string, Sensitivity>>;

/** Columns that mean the same wherever they stand. */
const EVERYWHERE: Columns = {
  school_id: PLAIN,
  id: PLAIN,
  version: PLAIN,
  created_at: PLAIN,
  created_by: PLAIN,
  student_id: PLAIN,
  class_id: PLAIN,
  staff_id: PLAIN,
  from_on: PLAIN,
  to_on: PLAIN,
  granted_by: PLAIN,
  granted_at: PLAIN,
  changed_by: PLAIN,
  changed_at: PLAIN,
};

const TABLES: Readonly<Record<string, Columns>> = {
  schools: { kind: PLAIN, name: PLAIN, system: PLAIN, time_zone: PLAIN },
  terms: { school_year: PLAIN, ordinal: PLAIN },
  calendar_exceptions: { kind: PLAIN, name: PLAIN },
  classes: { stage: PLAIN, entry_year: PLAIN, number: PLAIN },
  staff: { name: PERSONAL },
  class_assignments: { role: PLAIN, subject: PLAIN },
  role_grants: { role: PLAIN },
  accounts: { username: PERSONAL, password_hash: SECRET, password_changed_at: PLAIN, disabled_at: PLAIN },
  sessions: {
    account_id: PLAIN,
    token_hash: SECRET,
    previous_hash: SECRET,
    previous_until: PLAIN,
    rotated_at: PLAIN,
    started_at: PLAIN,
    seen_at: PLAIN,
    ended_at: PLAIN,
  },
  known_devices: { account_id: PLAIN, device_hash: SECRET, seen_at: PLAIN },
  installation: { only_one: PLAIN, demo: PLAIN, demo_until: PLAIN },
  rate_limits: { key: PLAIN, points: PLAIN, expire: PLAIN },
  students: {
    name: PERSONAL,
    sort_key: PERSONAL,
    sex: PERSONAL,
    birth_date: PERSONAL,
    id_number: PERSONAL,
    student_number: PERSONAL,
    care_status: PROTECTED,
    category_spans: PROTECTED,
    village: PERSONAL,
  },
  student_changes: { field: PLAIN, before: PERSONAL, after: PERSONAL, reason: PERSONAL },
  class_memberships: {},
  student_keys: { kind: PLAIN, key: PERSONAL },
  care_files: { status: PROTECTED, opened_on: PROTECTED, remark: PROTECTED },
  care_file_periods: { status: PROTECTED, reason: PROTECTED },
  care_categories: {
    code: PROTECTED,
    basis: PROTECTED,
    end_reason: PROTECTED,
    restricted: PLAIN,
    added_by: PLAIN,
    added_at: PLAIN,
  },
  contact_cards: {
    address: PERSONAL,
    village: PERSONAL,
    changed_on: PLAIN,
    verified_on: PLAIN,
    verified_at: PLAIN,
    verified_by: PLAIN,
  },
  contact_card_verifications: { verified_on: PLAIN, reached: PLAIN, verified_by: PLAIN, typed_at: PLAIN },
  guardians: {
    kind: PLAIN,
    name: PERSONAL,
    relationship: PERSONAL,
    sex: PERSONAL,
    birth_date: PERSONAL,
    age_stated: PERSONAL,
    age_stated_on: PLAIN,
    address: PERSONAL,
    works_at: PROTECTED,
    away_since: PROTECTED,
    unable_to_care: PROTECTED,
    deceased: PROTECTED,
    lives_with_child: PROTECTED,
    call_order: PLAIN,
    removed_at: PLAIN,
  },
  phones: { guardian_id: PLAIN, label: PERSONAL, number: PERSONAL, position: PLAIN, removed_at: PLAIN },
  contact_card_changes: {
    guardian_id: PLAIN,
    person: PERSONAL,
    field: PLAIN,
    before: PROTECTED,
    after: PROTECTED,
    source: PLAIN,
    reason: PERSONAL,
    approved_by: PLAIN,
  },
  care_records: {
    entry_id: PLAIN,
    kind: PLAIN,
    author_id: PLAIN,
    held_on: PROTECTED,
    typed_at: PLAIN,
    reached: PROTECTED,
    level: PLAIN,
    audience: PLAIN,
    details: PROTECTED,
    concern: PROTECTED,
    concern_taken_at: PLAIN,
    concern_taken_by: PLAIN,
    follow_up_on: PROTECTED,
    follow_up_text: PROTECTED,
    follow_up_done_at: PLAIN,
    body_hash: PROTECTED,
    voided_at: PLAIN,
    voided_by: PLAIN,
    void_reason: PLAIN,
    void_text: PROTECTED,
  },
  care_record_versions: { record_id: PLAIN, before: PROTECTED },
  care_record_addenda: { record_id: PLAIN, author_id: PLAIN, text: PROTECTED, added_at: PLAIN },
  care_standards: {
    code: PLAIN,
    every: PLAIN,
    who: PLAIN,
    categories: PLAIN,
    asks_in_holidays: PLAIN,
  },
  duty_exemptions: { standard_id: PLAIN, reason: PROTECTED },
  imports: {
    status: PLAIN,
    file_name: PERSONAL,
    file: PROTECTED,
    file_hash: PLAIN,
    expires_at: PLAIN,
    progress_done: PLAIN,
    progress_total: PLAIN,
    failure: PLAIN,
    columns: PLAIN,
    request: PLAIN,
    result: PLAIN,
  },
  import_rows: {
    import_id: PLAIN,
    sheet_row: PLAIN,
    status: PLAIN,
    action: PLAIN,
    cells: PROTECTED,
    parsed: PROTECTED,
    problems: PROTECTED,
    duplicate_of: PROTECTED,
  },
  import_headers: { header: PLAIN, field: PLAIN, assigned_by: PLAIN, assigned_at: PLAIN },
  audit_entries: {
    at: PLAIN,
    actor_id: PLAIN,
    act: PLAIN,
    subject_id: PLAIN,
    reason: PERSONAL,
    request_id: PLAIN,
    xact: PLAIN,
  },
  audit_blocks: {
    height: PLAIN,
    xact_from: PLAIN,
    xact_to: PLAIN,
    entries: PLAIN,
    previous_hash: PLAIN,
    hash: PLAIN,
    sealed_at: PLAIN,
  },
  idempotency_keys: { key: PLAIN, request_hash: PLAIN, body: PROTECTED },
};

/** @returns what a column is declared as, or null where nobody has said */
export function sensitivityOf(table: string, column: string): Sensitivity | null {
  const columns = TABLES[table];
  return columns ? (columns[column] ?? EVERYWHERE[column] ?? null) : null;
}

/** Every declared table with the columns that are its own. */
export const DECLARED: Readonly<Record<string, Columns>> = TABLES;
