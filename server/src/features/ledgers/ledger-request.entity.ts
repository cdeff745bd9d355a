import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { LedgerColumnCode, Language } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import type { KeptFilter } from './ledgers.dto.js';

/**
 * A ledger that somebody asked for and a second person has to agree to: of which children, which columns. It names no child, and no words
 * somebody searched by. The workbook itself is made when it is fetched and is never kept.
 */
@Entity('ledger_requests')
@Index('ledger_requests_newest', { synchronize: false })
@Check('ledger_requests_language', `language IN ('zh-CN', 'en')`)
@Check('ledger_requests_fetched', 'fetched >= 0')
export class LedgerRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_requests_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_requests_pkey' }) id: string;
  @Column('uuid') requestedBy: string;
  @Column('timestamptz') requestedAt: Date;
  @Column('jsonb') filter: KeptFilter;
  @Column('jsonb') columns: LedgerColumnCode[];
  @Column('text') language: Language;
  /** How many children there were when it was asked for: what the second person agreed to. */
  @Column('int') children: number;
  /** Until when it may be fetched; null while nobody has agreed. */
  @Column('timestamptz', { nullable: true }) readyUntil: Date | null;
  @Column('int', { default: 0 }) fetched: number;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'ledger_requests_requested_by' },
    { name: 'requested_by', referencedColumnName: 'id', foreignKeyConstraintName: 'ledger_requests_requested_by' },
  ])
  requester: Relation<Staff>;
}
