import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** Large ledgers that somebody asked for and a second person has to agree to: of which children, how many, which columns; never who they are. */
export class LedgerExports20261123102100 implements MigrationInterface {
  name = 'LedgerExports20261123102100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE ledger_requests (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      requested_by uuid NOT NULL,
      requested_at timestamptz NOT NULL,
      filter jsonb NOT NULL,
      columns jsonb NOT NULL,
      language text NOT NULL CONSTRAINT ledger_requests_language CHECK (language IN ('zh-CN', 'en')),
      children int NOT NULL,
      ready_until timestamptz,
      fetched int NOT NULL DEFAULT 0 CONSTRAINT ledger_requests_fetched CHECK (fetched >= 0),
      CONSTRAINT ledger_requests_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT ledger_requests_requested_by FOREIGN KEY (school_id, requested_by) REFERENCES staff (school_id, id)
    )`);
    await db.query(
      `CREATE INDEX ledger_requests_newest ON ledger_requests (school_id, requested_by, requested_at DESC, id DESC)`,
    );
    await belongsToSchool(db, 'ledger_requests', ['SELECT', 'INSERT', 'UPDATE']);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE ledger_requests`);
  }
}
