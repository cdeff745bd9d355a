import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { CategoryCode, StandardCode, StandardFrequency } from '@tongxin/shared';
import { School, Staff } from '../organisation/index.js';
import { Student } from '../students/index.js';

/** Who does what, for which children, how often: a rule the school sets, from which duties are computed. */
@Entity('care_standards')
@Check('care_standards_every', `every IN ('month', 'term')`)
@Check('care_standards_in_order', 'to_on IS NULL OR from_on <= to_on')
export class CareStandard {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_standards_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_standards_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') code: StandardCode;
  @Column('text') every: StandardFrequency;
  @Column('text') who: string;
  /** Only children of these categories; null asks for every special-group student. */
  @Column('text', { array: true, nullable: true }) categories: CategoryCode[] | null;
  @Column('boolean', { default: false }) asksInHolidays: boolean;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'care_standards_of_school' })
  school: Relation<School>;
}

/** The moral-education department has excused a child from a standard for a while. */
@Entity('duty_exemptions')
@Index('duty_exemptions_by_student', ['schoolId', 'studentId'])
@Check('duty_exemptions_in_order', 'from_on <= to_on')
export class DutyExemption {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_exemptions_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_exemptions_pkey' }) id: string;
  @Column('uuid') standardId: string;
  @Column('uuid') studentId: string;
  @Column('date') fromOn: string;
  @Column('date') toOn: string;
  @Column('text') reason: string;
  @Column('uuid') grantedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) grantedAt: Date;
  @ManyToOne(() => CareStandard)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'duty_exemptions_standard' },
    { name: 'standard_id', referencedColumnName: 'id', foreignKeyConstraintName: 'duty_exemptions_standard' },
  ])
  standard: Relation<CareStandard>;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'duty_exemptions_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'duty_exemptions_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'duty_exemptions_granted_by' },
    { name: 'granted_by', referencedColumnName: 'id', foreignKeyConstraintName: 'duty_exemptions_granted_by' },
  ])
  granter: Relation<Staff>;
}

export const DUTY_ENTITIES = [CareStandard, DutyExemption];
