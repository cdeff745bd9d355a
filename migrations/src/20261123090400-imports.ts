import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** A ledger on its way in: the file, its rows as checked, and what the school has said unknown headers mean. Staging goes after 30 days. */
export class Imports20261123090400 implements MigrationInterface {
  name = 'Imports20261123090400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE imports (
      school_id uuid NOT NULL CONSTRAINT imports_of_school REFERENCES schools (school_id),
      id uuid NOT NULL,
      version int NOT NULL DEFAULT 1,
      status text NOT NULL CONSTRAINT imports_status CHECK (status IN ('checking', 'checked', 'committing', 'committed', 'failed', 'cancelled', 'expired')),
      file_name text NOT NULL,
      file bytea,
      file_hash bytea NOT NULL,
      created_by uuid NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      progress_done int NOT NULL DEFAULT 0,
      progress_total int NOT NULL DEFAULT 0,
      failure jsonb,
      columns jsonb NOT NULL DEFAULT '[]',
      stated_on date,
      counts jsonb,
      unknown_classes jsonb NOT NULL DEFAULT '[]',
      request jsonb,
      result jsonb,
      CONSTRAINT imports_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT imports_created_by_staff FOREIGN KEY (school_id, created_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(`CREATE INDEX imports_newest ON imports (school_id, created_at DESC, id DESC)`);
    await belongsToSchool(db, 'imports', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    await db.query(`CREATE TABLE import_rows (
      school_id uuid NOT NULL,
      import_id uuid NOT NULL,
      sheet_row int NOT NULL,
      status text NOT NULL CONSTRAINT import_rows_status CHECK (status IN ('ready', 'warning', 'error', 'duplicate')),
      action text NOT NULL CONSTRAINT import_rows_action CHECK (action IN ('create', 'update', 'skip')),
      name text,
      class jsonb,
      cells jsonb NOT NULL,
      parsed jsonb,
      child_keys text[] NOT NULL DEFAULT '{}',
      awaits_class boolean NOT NULL DEFAULT false,
      problems jsonb NOT NULL DEFAULT '[]',
      duplicate_of jsonb,
      student_id uuid,
      CONSTRAINT import_rows_pkey PRIMARY KEY (school_id, import_id, sheet_row),
      CONSTRAINT import_rows_import FOREIGN KEY (school_id, import_id) REFERENCES imports (school_id, id) ON DELETE CASCADE
    )`);
    await db.query(`CREATE INDEX import_rows_by_status ON import_rows (school_id, import_id, status, sheet_row)`);
    await belongsToSchool(db, 'import_rows', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    await db.query(`CREATE TABLE import_headers (
      school_id uuid NOT NULL CONSTRAINT import_headers_of_school REFERENCES schools (school_id),
      header text NOT NULL,
      field text,
      assigned_by uuid,
      assigned_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT import_headers_pkey PRIMARY KEY (school_id, header),
      CONSTRAINT import_headers_assigned_by FOREIGN KEY (school_id, assigned_by) REFERENCES staff (school_id, id)
    )`);
    await belongsToSchool(db, 'import_headers', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    // What was uploaded is not kept: after its days the file and the rows go, of all schools at once; the summary of what was committed stays.
    await db.query(`CREATE FUNCTION app.expire_imports(at timestamptz) RETURNS TABLE (school_id uuid, import_id uuid)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        FOR school_id, import_id IN
          UPDATE imports i SET status = 'expired', version = i.version + 1
           WHERE i.expires_at <= at AND i.status IN ('checking', 'checked', 'failed') RETURNING i.school_id, i.id
        LOOP
          INSERT INTO audit_entries (school_id, id, at, act, subject_id) VALUES (expire_imports.school_id, gen_random_uuid(), at, 'import.expired', import_id);
          RETURN NEXT;
        END LOOP;
        UPDATE imports i SET file = NULL WHERE i.expires_at <= at AND i.status <> 'committing' AND i.file IS NOT NULL;
        DELETE FROM import_rows r USING imports i
         WHERE i.school_id = r.school_id AND i.id = r.import_id AND i.expires_at <= at AND i.status <> 'committing';
      END $$`);
    await db.query(`REVOKE ALL ON FUNCTION app.expire_imports(timestamptz) FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION app.expire_imports(timestamptz) TO tongxin_app`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION app.expire_imports`);
    for (const table of ['import_headers', 'import_rows', 'imports']) await db.query(`DROP TABLE ${table}`);
  }
}
