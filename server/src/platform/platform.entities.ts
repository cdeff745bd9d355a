import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Proposal } from './approvals/proposal.entity.js';

/** Somebody read or changed something of a child; written in the act's own transaction, never changed afterwards. */
@Entity('audit_entries')
@Index('audit_entries_by_student', { synchronize: false })
@Index('audit_entries_newest', { synchronize: false })
@Index('audit_entries_by_actor', { synchronize: false })
@Index('audit_entries_by_transaction', ['schoolId', 'xact', 'id'])
export class AuditEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entries_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entries_pkey' }) id: string;
  @Column('timestamptz') at: Date;
  @Column('uuid', { nullable: true }) actorId: string | null;
  @Column('text') act: string;
  @Column('uuid', { nullable: true }) studentId: string | null;
  @Column('uuid', { nullable: true }) subjectId: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid', { nullable: true }) requestId: string | null;
  /** The transaction it came with. TypeORM compares defaults with the casts taken out, so they are left out here. */
  @Column('bigint', { default: () => '((pg_current_xact_id()))' }) xact: number;
}

/** A sealed run of audit entries of one school, carrying the hash of the block before. */
@Entity('audit_blocks')
export class AuditBlock {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_blocks_pkey' }) schoolId: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'audit_blocks_pkey' }) height: number;
  @Column('bigint') xactFrom: number;
  @Column('bigint') xactTo: number;
  @Column('int') entries: number;
  @Column('bytea') previousHash: Buffer;
  @Column('bytea') hash: Buffer;
  @Column('timestamptz') sealedAt: Date;
}

/** The first answer to a request that may be sent again, for 24 hours. */
@Entity('idempotency_keys')
@Index('idempotency_keys_by_age', ['schoolId', 'createdAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_keys_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_keys_pkey' }) staffId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' }) key: string;
  @Column('bytea') requestHash: Buffer;
  @Column('text', { nullable: true }) body: string | null;
  @Column('timestamptz') createdAt: Date;
}

export const PLATFORM_ENTITIES = [AuditEntry, AuditBlock, IdempotencyKey, Proposal];
