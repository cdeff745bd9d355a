import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { CareFileReason, CareFileStatus, UrgencyLevel } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import { Student } from './student.entities.js';

/** One child one file: a student who belongs, or belonged, to a special group. It is closed, never deleted. */
@Entity('care_files')
@Unique('care_files_one_a_child', ['schoolId', 'studentId'])
@Index('care_files_by_status', ['schoolId', 'status'])
@Check('care_files_status', `status IN ('open', 'paused', 'closed', 'transferred')`)
@Check('care_files_urgency', `urgency IN ('normal', 'raised', 'high')`)
@Check('care_files_urgency_is_reviewed', `(urgency = 'normal') = (urgency_review_on IS NULL)`)
export class CareFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_files_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_files_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text', { default: 'open' }) status: CareFileStatus;
  @Column('date') openedOn: string;
  @Column('text', { nullable: true }) remark: string | null;
  @Column('text', { default: 'normal' }) urgency: UrgencyLevel;
  /** When somebody looks again whether it is still as urgent; null where it is normal. */
  @Column('date', { nullable: true }) urgencyReviewOn: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_files_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_files_student' },
  ])
  student: Relation<Student>;
}

/** From which day a care file had which status, and why; the last one is in force. */
@Entity('care_file_periods')
@Index('care_file_periods_by_student', ['schoolId', 'studentId', 'fromOn'])
@Check('care_file_periods_status', `status IN ('open', 'paused', 'closed', 'transferred')`)
@Check('care_file_periods_to_school', `to_school IS NULL OR status = 'transferred'`)
export class CareFilePeriod {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_periods_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_periods_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('text') status: CareFileStatus;
  @Column('date') fromOn: string;
  @Column('text', { nullable: true }) reasonCode: CareFileReason | null;
  @Column('text', { nullable: true }) reason: string | null;
  /** The school that receives the child. */
  @Column('text', { nullable: true }) toSchool: string | null;
  @Column('uuid', { nullable: true }) changedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) changedAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_file_periods_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_file_periods_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_file_periods_changed_by' },
    { name: 'changed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_file_periods_changed_by' },
  ])
  changer: Relation<Staff> | null;
}

/** How urgent a care file was from when on, why, and when somebody was to look again; the last one is in force. Never changed afterwards. */
@Entity('care_file_urgencies')
@Index('care_file_urgencies_by_student', ['schoolId', 'studentId', 'setAt'])
@Check('care_file_urgencies_level', `level IN ('normal', 'raised', 'high')`)
export class CareFileUrgency {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_urgencies_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_urgencies_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('text') level: UrgencyLevel;
  @Column('text') reason: string;
  @Column('date', { nullable: true }) reviewOn: string | null;
  @Column('uuid') setBy: string;
  @Column('date') setOn: string;
  @Column('timestamptz') setAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_file_urgencies_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_file_urgencies_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_file_urgencies_set_by' },
    { name: 'set_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_file_urgencies_set_by' },
  ])
  setter: Relation<Staff>;
}

/** Why a child is in care, from a day to a day, and on what basis; psychological and conduct ones have a restricted audience. */
@Entity('care_categories')
@Index('care_categories_by_student', ['schoolId', 'studentId'])
@Index('care_categories_by_code', ['schoolId', 'code', 'studentId'])
@Index('care_categories_open_once', ['schoolId', 'studentId', 'code'], { unique: true, where: 'to_on IS NULL' })
@Check('care_categories_in_order', 'to_on IS NULL OR from_on <= to_on')
@Check('care_categories_only_restricted_narrowed', 'restricted OR NOT department_only')
export class CareCategory {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_categories_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_categories_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') code: string;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  @Column('text', { nullable: true }) basis: string | null;
  @Column('text', { nullable: true }) endReason: string | null;
  @Column('boolean', { default: false }) restricted: boolean;
  /** Narrowed further: the department and the principal alone know of it. */
  @Column('boolean', { default: false }) departmentOnly: boolean;
  @Column('uuid', { nullable: true }) addedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) addedAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_categories_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_categories_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_categories_added_by' },
    { name: 'added_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_categories_added_by' },
  ])
  adder: Relation<Staff> | null;
}
