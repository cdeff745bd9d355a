import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';

/** A school, or the bureau above it; every row of the product belongs to exactly one. */
@Entity('schools')
@Check('schools_kind', `kind IN ('school', 'bureau')`)
@Check('schools_system', `system IN ('63', '54')`)
export class School {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'schools_pkey' }) schoolId: string;
  @Column('text', { default: 'school' }) kind: 'school' | 'bureau';
  @Column('text') name: string;
  /** Six years of primary school and three of junior, or five and four. */
  @Column('text', { default: '63' }) system: '63' | '54';
  @Column('text', { default: 'Asia/Shanghai' }) timeZone: string;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

/** A term asks for care from its first day to its last; a school year has two. */
@Entity('terms')
@Unique('terms_once', ['schoolId', 'schoolYear', 'ordinal'])
@Check('terms_two_a_year', 'ordinal IN (1, 2)')
@Check('terms_in_order', 'from_on <= to_on')
export class Term {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'terms_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'terms_pkey' }) id: string;
  /** The year it begins in: 2026 is 2026–2027学年. */
  @Column('int') schoolYear: number;
  @Column('int') ordinal: 1 | 2;
  @Column('date') fromOn: string;
  @Column('date') toOn: string;
  @Column('int', { default: 1 }) version: number;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'terms_of_school' })
  school: Relation<School>;
}

/** Days on which a school day is free, or a free day is made up for. */
@Entity('calendar_exceptions')
@Check('calendar_exceptions_kind', `kind IN ('holiday', 'workday')`)
@Check('calendar_exceptions_in_order', 'from_on <= to_on')
export class CalendarException {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_exceptions_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_exceptions_pkey' }) id: string;
  @Column('text') kind: 'holiday' | 'workday';
  @Column('date') fromOn: string;
  @Column('date') toOn: string;
  @Column('text') name: string;
  @Column('int', { default: 1 }) version: number;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'calendar_exceptions_of_school' })
  school: Relation<School>;
}

/** A class is a cohort: the label moves up a grade every year, the class stays the same. */
@Entity('classes')
@Unique('classes_once', ['schoolId', 'stage', 'entryYear', 'number'])
@Check('classes_stage', `stage IN ('primary', 'junior')`)
@Check('classes_number', 'number BETWEEN 1 AND 99')
export class SchoolClass {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'classes_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'classes_pkey' }) id: string;
  @Column('text') stage: 'primary' | 'junior';
  @Column('int') entryYear: number;
  @Column('int') number: number;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'classes_of_school' })
  school: Relation<School>;
}

/** Somebody who works at a school. */
@Entity('staff')
export class Staff {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'staff_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'staff_pkey' }) id: string;
  @Column('text') name: string;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'staff_of_school' })
  school: Relation<School>;
}

/** Who heads a class or stands in for its head, or teaches it a subject, from a day to a day; the scope of what they see follows from it. */
@Entity('class_assignments')
@Index('class_assignments_by_class', ['schoolId', 'classId'])
@Index('class_assignments_by_staff', ['schoolId', 'staffId'])
@Check('class_assignments_role', `role IN ('headTeacher', 'deputy', 'subjectTeacher')`)
@Check('class_assignments_in_order', 'to_on IS NULL OR from_on <= to_on + 1')
@Check('class_assignments_subject', `(role = 'subjectTeacher') = (subject IS NOT NULL)`)
export class ClassAssignment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'class_assignments_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'class_assignments_pkey' }) id: string;
  @Column('uuid') classId: string;
  @Column('uuid') staffId: string;
  @Column('text') role: 'headTeacher' | 'deputy' | 'subjectTeacher';
  @Column('text', { nullable: true }) subject: string | null;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  @Column('uuid', { nullable: true }) grantedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) grantedAt: Date;
  @Column('int', { default: 1 }) version: number;
  /** Who asked for it, where the department had to agree. */
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('uuid', { nullable: true }) endedBy: string | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('text', { nullable: true }) endReason: string | null;
  @ManyToOne(() => SchoolClass)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_assignments_class' },
    { name: 'class_id', referencedColumnName: 'id', foreignKeyConstraintName: 'class_assignments_class' },
  ])
  class: Relation<SchoolClass>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_assignments_staff' },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'class_assignments_staff' },
  ])
  staff: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_assignments_granted_by' },
    { name: 'granted_by', referencedColumnName: 'id', foreignKeyConstraintName: 'class_assignments_granted_by' },
  ])
  granter: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_assignments_proposed_by' },
    { name: 'proposed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'class_assignments_proposed_by' },
  ])
  proposer: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_assignments_ended_by' },
    { name: 'ended_by', referencedColumnName: 'id', foreignKeyConstraintName: 'class_assignments_ended_by' },
  ])
  ender: Relation<Staff> | null;
}

/** A post somebody holds from a day to a day, and who gave it to them. */
@Entity('role_grants')
@Index('role_grants_by_staff', ['schoolId', 'staffId'])
@Check(
  'role_grants_role',
  `role IN ('helper', 'volunteer', 'counsellor', 'office', 'moralEducation', 'principal', 'administrator', 'dataProtection', 'bureau')`,
)
@Check('role_grants_in_order', 'to_on IS NULL OR from_on <= to_on + 1')
export class RoleGrant {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'role_grants_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'role_grants_pkey' }) id: string;
  @Column('uuid') staffId: string;
  @Column('text') role: string;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  @Column('uuid', { nullable: true }) grantedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) grantedAt: Date;
  /** Who asked for it, where a second person had to agree. */
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('uuid', { nullable: true }) endedBy: string | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
  @Column('text', { nullable: true }) endReason: string | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'role_grants_staff' },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'role_grants_staff' },
  ])
  staff: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'role_grants_granted_by' },
    { name: 'granted_by', referencedColumnName: 'id', foreignKeyConstraintName: 'role_grants_granted_by' },
  ])
  granter: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'role_grants_proposed_by' },
    { name: 'proposed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'role_grants_proposed_by' },
  ])
  proposer: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'role_grants_ended_by' },
    { name: 'ended_by', referencedColumnName: 'id', foreignKeyConstraintName: 'role_grants_ended_by' },
  ])
  ender: Relation<Staff> | null;
}

export const ORGANISATION_ENTITIES = [School, Term, CalendarException, SchoolClass, Staff, ClassAssignment, RoleGrant];
