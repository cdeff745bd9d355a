import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsToSchool } from './row-level-security.js';

/** What a card goes through: changes of one save belong together and know their proposal, entrusted guardians have their written notice, brothers and sisters a household. */
export class ContactCardLife20261123100500 implements MigrationInterface {
  name = 'ContactCardLife20261123100500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE contact_card_changes
      ADD COLUMN change_id uuid,
      ADD COLUMN proposal_id uuid,
      ADD CONSTRAINT contact_card_changes_proposal FOREIGN KEY (school_id, proposal_id) REFERENCES proposals (school_id, id)`);
    await db.query(
      `CREATE INDEX contact_card_changes_by_proposal ON contact_card_changes (school_id, proposal_id) WHERE proposal_id IS NOT NULL`,
    );
    await db.query(`ALTER TABLE guardians
      ADD COLUMN entrusted_notice_on date,
      ADD COLUMN entrusted_until date`);
    await db.query(
      `CREATE INDEX guardians_by_name ON guardians (school_id, name) INCLUDE (student_id) WHERE removed_at IS NULL`,
    );
    await db.query(
      `CREATE INDEX phones_by_number ON phones (school_id, number) INCLUDE (student_id) WHERE removed_at IS NULL`,
    );

    await db.query(`CREATE TABLE household_members (
      school_id uuid NOT NULL,
      id uuid NOT NULL,
      household_id uuid NOT NULL,
      student_id uuid NOT NULL,
      linked_by uuid,
      linked_at timestamptz NOT NULL,
      link_reason text,
      unlinked_by uuid,
      unlinked_at timestamptz,
      unlink_reason text,
      CONSTRAINT household_members_pkey PRIMARY KEY (school_id, id),
      CONSTRAINT household_members_student FOREIGN KEY (school_id, student_id) REFERENCES students (school_id, id),
      CONSTRAINT household_members_linked_by FOREIGN KEY (school_id, linked_by) REFERENCES staff (school_id, id),
      CONSTRAINT household_members_unlinked_by FOREIGN KEY (school_id, unlinked_by) REFERENCES staff (school_id, id),
      CONSTRAINT household_members_unlinked CHECK ((unlinked_at IS NULL) = (unlinked_by IS NULL))
    )`);
    await db.query(
      `CREATE UNIQUE INDEX household_members_one_household ON household_members (school_id, student_id) WHERE unlinked_at IS NULL`,
    );
    await db.query(
      `CREATE INDEX household_members_together ON household_members (school_id, household_id) WHERE unlinked_at IS NULL`,
    );
    await belongsToSchool(db, 'household_members', ['SELECT', 'INSERT', 'UPDATE']);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE household_members`);
    await db.query(`DROP INDEX phones_by_number`);
    await db.query(`DROP INDEX guardians_by_name`);
    await db.query(`ALTER TABLE guardians DROP COLUMN entrusted_notice_on, DROP COLUMN entrusted_until`);
    await db.query(`ALTER TABLE contact_card_changes DROP COLUMN change_id, DROP COLUMN proposal_id`);
  }
}
