import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { CategoryCode, StandardCode, StandardFrequency, StandardUrgency, WindowPartKind } from '@tongxin/shared';
import { School, Staff } from '../organisation/index.js';
import { Student } from '../students/index.js';
import { BOARD_ENTITIES } from './board/board.entities.js';

/** Who does what, for which children, how often: a rule the school sets, from which duties are computed. */
@Entity('care_standards')
@Check('care_standards_every', `every IN ('month', 'term')`)
@Check('care_standards_in_order', 'to_on IS NULL OR from_on <= to_on')
@Check(
  'care_standards_window',
  `(window_part = 'whole' AND window_days IS NULL) OR (window_part IN ('fromDay', 'lastDays') AND window_days > 0)`,
)
@Check('care_standards_grace', 'grace_days BETWEEN 0 AND 14')
@Check('care_standards_urgencies', `urgencies <> '{}' AND urgencies <@ ARRAY['raised', 'high']`)
export class CareStandard {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_standards_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'care_standards_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') code: StandardCode;
  @Column('text') every: StandardFrequency;
  @Column('text') who: string;
  /** Only children of these categories; null asks for every special-group student. */
  @Column('text', { array: true, nullable: true }) categories: CategoryCode[] | null;
  /** Of these only children of these urgencies; null asks whatever the urgency. */
  @Column('text', { array: true, nullable: true }) urgencies: StandardUrgency[] | null;
  @Column('boolean', { default: false }) asksInHolidays: boolean;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  /** The first version of the same rule; null in the first itself. Exemptions hang on the first, so that they outlast a change. */
  @Column('uuid', { nullable: true }) firstId: string | null;
  @Column('text', { default: 'whole' }) windowPart: WindowPartKind;
  @Column('int', { nullable: true }) windowDays: number | null;
  @Column('int', { default: 0 }) graceDays: number;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz', { nullable: true }) createdAt: Date | null;
  /** A version that never came into force asks for nothing; it stays in the history. */
  @Column('uuid', { nullable: true }) withdrawnBy: string | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'care_standards_of_school' })
  school: Relation<School>;
  @ManyToOne(() => CareStandard)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_standards_first' },
    { name: 'first_id', referencedColumnName: 'id', foreignKeyConstraintName: 'care_standards_first' },
  ])
  first: Relation<CareStandard> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_standards_created_by' },
    { name: 'created_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_standards_created_by' },
  ])
  creator: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'care_standards_withdrawn_by' },
    { name: 'withdrawn_by', referencedColumnName: 'id', foreignKeyConstraintName: 'care_standards_withdrawn_by' },
  ])
  withdrawer: Relation<Staff> | null;
}

/** The moral-education department has excused a child from a standard for a while. */
@Entity('duty_exemptions')
@Index('duty_exemptions_by_student', ['schoolId', 'studentId'])
@Index('duty_exemptions_newest', { synchronize: false })
@Check('duty_exemptions_in_order', 'from_on <= to_on')
@Check(
  'duty_exemptions_end_says_why',
  '(ended_on IS NULL) = (end_reason IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL)',
)
export class DutyExemption {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_exemptions_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_exemptions_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  /** The first version of the rule: an exemption outlasts its changes. */
  @Column('uuid') standardId: string;
  @Column('uuid') studentId: string;
  @Column('date') fromOn: string;
  @Column('date') toOn: string;
  @Column('text') reason: string;
  @Column('uuid') grantedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) grantedAt: Date;
  /** From this day on it excuses nobody any more: windows that end on it or later are asked again. */
  @Column('date', { nullable: true }) endedOn: string | null;
  @Column('text', { nullable: true }) endReason: string | null;
  @Column('uuid', { nullable: true }) endedBy: string | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
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
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'duty_exemptions_ended_by' },
    { name: 'ended_by', referencedColumnName: 'id', foreignKeyConstraintName: 'duty_exemptions_ended_by' },
  ])
  ender: Relation<Staff> | null;
}

export const DUTY_ENTITIES = [CareStandard, DutyExemption, ...BOARD_ENTITIES];
