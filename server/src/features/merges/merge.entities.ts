import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { UrgencyLevel } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import { Student, type Card, type StudentFacts } from '../students/index.js';

/** What a merge changed, so that it can be put back: what moved, what was kept aside, and the child that stayed as it was before. */
export interface MergeChanges {
  readonly rows: unknown;
  readonly before: {
    readonly facts: StudentFacts;
    readonly card: Card | null;
    readonly merged: Card | null;
    readonly urgency: { readonly level: UrgencyLevel; readonly reviewOn: string | null } | null;
  };
  /** Versions right after the merge; whoever changed the child since has built on it. */
  readonly after: { readonly student: number; readonly card: number | null };
}

/** Two files made for one child have become one. */
@Entity('merges')
@Check('merges_two_files', 'kept_id <> merged_id')
@Index('merges_by_kept', ['schoolId', 'keptId'])
export class Merge {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'merges_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'merges_pkey' }) id: string;
  @Column('uuid') keptId: string;
  /** The child whose file went; no row any more, but in the access log. */
  @Column('uuid') mergedId: string;
  @Column('text') reason: string;
  @Column('jsonb') changes: MergeChanges;
  @Column('uuid') mergedBy: string;
  @Column('timestamptz') mergedAt: Date;
  @Column('uuid', { nullable: true }) undoneBy: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt: Date | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'merges_kept' },
    { name: 'kept_id', referencedColumnName: 'id', foreignKeyConstraintName: 'merges_kept' },
  ])
  kept: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'merges_merged_by' },
    { name: 'merged_by', referencedColumnName: 'id', foreignKeyConstraintName: 'merges_merged_by' },
  ])
  merger: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'merges_undone_by' },
    { name: 'undone_by', referencedColumnName: 'id', foreignKeyConstraintName: 'merges_undone_by' },
  ])
  undoer: Relation<Staff> | null;
}

/** Two children who look alike and are two: twins, cousins, namesakes. They are not offered again. */
@Entity('different_children')
@Check('different_children_in_order', 'one_id < other_id')
export class DifferentChildren {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'different_children_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'different_children_pkey' }) oneId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'different_children_pkey' }) otherId: string;
  @Column('uuid') saidBy: string;
  @Column('timestamptz') saidAt: Date;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'different_children_said_by' },
    { name: 'said_by', referencedColumnName: 'id', foreignKeyConstraintName: 'different_children_said_by' },
  ])
  sayer: Relation<Staff>;
}

export const MERGE_ENTITIES = [Merge, DifferentChildren];
