import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { School, Staff } from '../organisation/index.js';
import type { UnknownClass } from './ledger/check-ledger.js';
import type { NamedClass } from './ledger/class-resolver.js';
import type { LedgerColumn } from './ledger/header.js';
import type { LedgerChild } from './ledger/ledger-child.js';
import type { RowProblem } from './ledger/row-cells.js';
import type { CommitWish, ImportCounts, ImportFailure, ImportResult, StoredDuplicate } from './import-facts.js';
import type { ImportKind, ImportStatus, RowAction, RowStatus } from './import.states.js';

/** A ledger on its way in. Only who uploaded it sees it until it is committed; then the summary is the school's. */
@Entity('imports')
@Index('imports_newest', { synchronize: false })
@Check(
  'imports_status',
  `status IN ('checking', 'checked', 'committing', 'committed', 'failed', 'cancelled', 'expired')`,
)
@Check('imports_kind', `kind IN ('ledger', 'roster')`)
export class Import {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'imports_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'imports_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') status: ImportStatus;
  /** A ledger of special-group students, or the roster of all pupils. */
  @Column('text', { default: 'ledger' }) kind: ImportKind;
  @Column('text') fileName: string;
  /** The workbook as uploaded, for checking again with columns assigned by hand; gone once it is committed, cancelled or expired. */
  @Column('bytea', { nullable: true, select: false }) file: Buffer | null;
  @Column('bytea') fileHash: Buffer;
  @Column('uuid') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('int', { default: 0 }) progressDone: number;
  @Column('int', { default: 0 }) progressTotal: number;
  @Column('jsonb', { nullable: true }) failure: ImportFailure | null;
  @Column('jsonb', { default: [] }) columns: LedgerColumn[];
  /** The day the ledger says it was filled in, else the day it was uploaded: ages count from it, care files open on it. */
  @Column('date', { nullable: true }) statedOn: string | null;
  @Column('jsonb', { nullable: true }) counts: ImportCounts | null;
  @Column('jsonb', { default: [] }) unknownClasses: UnknownClass[];
  @Column('jsonb', { nullable: true }) request: CommitWish | null;
  @Column('jsonb', { nullable: true }) result: ImportResult | null;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'imports_of_school' })
  school: Relation<School>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'imports_created_by_staff' },
    { name: 'created_by', referencedColumnName: 'id', foreignKeyConstraintName: 'imports_created_by_staff' },
  ])
  creator: Relation<Staff>;
}

/** One row of a ledger as checked; it goes with its import after 30 days. */
@Entity('import_rows')
@Index('import_rows_by_status', ['schoolId', 'importId', 'status', 'sheetRow'])
@Check('import_rows_status', `status IN ('ready', 'warning', 'error', 'duplicate')`)
@Check('import_rows_action', `action IN ('create', 'update', 'skip')`)
export class ImportRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_rows_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_rows_pkey' }) importId: string;
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_rows_pkey' }) sheetRow: number;
  @Column('text') status: RowStatus;
  @Column('text') action: RowAction;
  @Column('text', { nullable: true }) name: string | null;
  @Column('jsonb', { nullable: true }) class: NamedClass | null;
  /** What stands in the sheet by column letter, as mended. */
  @Column('jsonb') cells: Record<string, string>;
  @Column('jsonb', { nullable: true }) parsed: LedgerChild | null;
  /** What tells the child from others, for finding the rows that speak of the same one. */
  @Column('text', { array: true, default: [] }) childKeys: string[];
  /** Nothing is wrong but a class that the school does not have yet. */
  @Column('boolean', { default: false }) awaitsClass: boolean;
  @Column('jsonb', { default: [] }) problems: RowProblem[];
  @Column('jsonb', { nullable: true }) duplicateOf: StoredDuplicate | null;
  /** The child that this row made, changed or was found to be. */
  @Column('uuid', { nullable: true }) studentId: string | null;
  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'import_rows_import' },
    { name: 'import_id', referencedColumnName: 'id', foreignKeyConstraintName: 'import_rows_import' },
  ])
  import: Relation<Import>;
}

/** What a header of this school's ledgers was assigned to by hand; no field: it is left out. */
@Entity('import_headers')
export class ImportHeader {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_headers_pkey' }) schoolId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'import_headers_pkey' }) header: string;
  @Column('text', { nullable: true }) field: string | null;
  @Column('uuid', { nullable: true }) assignedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) assignedAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'import_headers_of_school' })
  school: Relation<School>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'import_headers_assigned_by' },
    { name: 'assigned_by', referencedColumnName: 'id', foreignKeyConstraintName: 'import_headers_assigned_by' },
  ])
  assigner: Relation<Staff> | null;
}

export const IMPORT_ENTITIES = [Import, ImportRow, ImportHeader];
