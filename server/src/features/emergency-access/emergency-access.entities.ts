import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { EmergencyKind, EmergencyOutcome, EmergencyReason } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import { Student } from '../students/index.js';

/** Somebody looked into one kind of record of one child in an emergency, for an hour, and somebody else says afterwards whether that was right. */
@Entity('emergency_accesses')
@Check('emergency_accesses_kind', `kind IN ('studentFile', 'contactCard', 'talks')`)
@Check('emergency_accesses_outcome', `outcome IN ('justified', 'notJustified')`)
@Check('emergency_accesses_review_by_another', 'reviewed_by IS NULL OR reviewed_by <> opened_by')
@Check('emergency_accesses_reviewed', '(reviewed_at IS NULL) = (outcome IS NULL)')
@Index('emergency_accesses_by_person', ['schoolId', 'openedBy', 'untilAt'])
@Index('emergency_accesses_newest', { synchronize: false })
export class EmergencyAccess {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'emergency_accesses_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'emergency_accesses_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('uuid') studentId: string;
  @Column('text') kind: EmergencyKind;
  @Column('text') reasonCode: EmergencyReason;
  @Column('text') reason: string;
  @Column('uuid') openedBy: string;
  @Column('timestamptz') openedAt: Date;
  @Column('timestamptz') untilAt: Date;
  @Column('date') reviewDueOn: string;
  @Column('uuid', { nullable: true }) reviewedBy: string | null;
  @Column('timestamptz', { nullable: true }) reviewedAt: Date | null;
  @Column('text', { nullable: true }) outcome: EmergencyOutcome | null;
  @Column('text', { nullable: true }) reviewText: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'emergency_accesses_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'emergency_accesses_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'emergency_accesses_opened_by' },
    { name: 'opened_by', referencedColumnName: 'id', foreignKeyConstraintName: 'emergency_accesses_opened_by' },
  ])
  opener: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'emergency_accesses_reviewed_by' },
    { name: 'reviewed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'emergency_accesses_reviewed_by' },
  ])
  reviewer: Relation<Staff> | null;
}
