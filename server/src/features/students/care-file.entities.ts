import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { CareFileStatus } from '@tongxin/shared';
import { Staff } from '../organisation/index.js';
import { Student } from './student.entities.js';

/** One child one file: a student who belongs, or belonged, to a special group. It is closed, never deleted. */
@Entity('care_files')
@Unique('care_files_one_a_child', ['schoolId', 'studentId'])
@Index('care_files_by_status', ['schoolId', 'status'])
@Check('care_files_status', `status IN ('open', 'paused', 'closed', 'transferred')`)
export class CareFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_files_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_files_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text', { default: 'open' }) status: CareFileStatus;
  @Column('date') openedOn: string;
  @Column('text', { nullable: true }) remark: string | null;
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
export class CareFilePeriod {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_periods_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_file_periods_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('text') status: CareFileStatus;
  @Column('date') fromOn: string;
  @Column('text', { nullable: true }) reason: string | null;
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

/** Why a child is in care, from a day to a day, and on what basis; psychological and conduct ones have a restricted audience. */
@Entity('care_categories')
@Index('care_categories_by_student', ['schoolId', 'studentId'])
@Index('care_categories_by_code', ['schoolId', 'code', 'studentId'])
@Index('care_categories_open_once', ['schoolId', 'studentId', 'code'], { unique: true, where: 'to_on IS NULL' })
@Check('care_categories_in_order', 'to_on IS NULL OR from_on <= to_on')
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
