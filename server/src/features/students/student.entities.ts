import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { School, SchoolClass, Staff } from '../organisation/index.js';

/** What a list shows of a category: its code and its days, `to` included. */
export interface CategorySpan {
  readonly code: string;
  readonly from: string;
  readonly to: string | null;
  /** The department and the principal alone know of it. */
  readonly departmentOnly?: true;
}

/** A pupil of the school. Not every pupil has a care file; moving to another school makes a new student there. */
@Entity('students')
@Unique('students_id_number', ['schoolId', 'idNumber'])
@Unique('students_student_number', ['schoolId', 'studentNumber'])
@Index('students_by_class', ['schoolId', 'classId', 'name'])
@Index('students_in_order', ['schoolId', 'sortKey', 'id'])
@Index('students_in_care', { synchronize: false })
@Index('students_by_birth', ['schoolId', 'birthDate', 'name'])
@Index('students_to_review', { synchronize: false })
@Check('students_sex', `sex IN ('male', 'female')`)
export class Student {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'students_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'students_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') name: string;
  /** Sorts names as people expect, by pinyin, under plain byte order. */
  @Column({ type: 'text', collation: 'C', default: '' }) sortKey: string;
  @Column('text') sex: 'male' | 'female';
  @Column('date', { nullable: true }) birthDate: string | null;
  @Column('text', { nullable: true }) idNumber: string | null;
  @Column('text', { nullable: true }) studentNumber: string | null;
  /** The present class; the history stands in the memberships. */
  @Column('uuid', { nullable: true }) classId: string | null;
  /** Repeated from the care file by the database, for lists; null: never had one. */
  @Column('text', { nullable: true }) careStatus: string | null;
  /** Repeated from the care file by the database, for lists: `raised` or `high`; null: as usual. */
  @Column('text', { nullable: true }) careUrgency: 'raised' | 'high' | null;
  /** Repeated from the care file by the database: when somebody looks again whether it is still as urgent. */
  @Column('date', { nullable: true }) careReviewOn: string | null;
  /** Repeated from the categories by the database, for lists. */
  @Column('jsonb', { default: [] }) categorySpans: CategorySpan[];
  /** Repeated from the contact card by the database, for lists. */
  @Column('text', { nullable: true }) village: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @ManyToOne(() => School)
  @JoinColumn({ name: 'school_id', foreignKeyConstraintName: 'students_of_school' })
  school: Relation<School>;
  @ManyToOne(() => SchoolClass)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'students_class' },
    { name: 'class_id', referencedColumnName: 'id', foreignKeyConstraintName: 'students_class' },
  ])
  class: Relation<SchoolClass> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'students_created_by' },
    { name: 'created_by', referencedColumnName: 'id', foreignKeyConstraintName: 'students_created_by' },
  ])
  creator: Relation<Staff> | null;
}

/** The old and new value of one field of a student, who changed it and why; never changed afterwards. */
@Entity('student_changes')
@Index('student_changes_by_student', ['schoolId', 'studentId'])
export class StudentChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'student_changes_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'student_changes_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('text') field: string;
  @Column('text', { nullable: true }) before: string | null;
  @Column('text', { nullable: true }) after: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') changedBy: string;
  @Column('timestamptz', { default: () => 'now()' }) changedAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'student_changes_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'student_changes_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'student_changes_changed_by' },
    { name: 'changed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'student_changes_changed_by' },
  ])
  changer: Relation<Staff>;
}

/** Which class a student was in from which day to which; without an end it is the present one, and there is one at most. */
@Entity('class_memberships')
@Index('class_memberships_by_student', ['schoolId', 'studentId', 'fromOn'])
@Index('class_memberships_one_open', ['schoolId', 'studentId'], { unique: true, where: 'to_on IS NULL' })
@Check('class_memberships_in_order', 'to_on IS NULL OR from_on <= to_on')
export class ClassMembership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'class_memberships_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'class_memberships_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('uuid') classId: string;
  @Column('date') fromOn: string;
  @Column('date', { nullable: true }) toOn: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_memberships_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'class_memberships_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => SchoolClass)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'class_memberships_class' },
    { name: 'class_id', referencedColumnName: 'id', foreignKeyConstraintName: 'class_memberships_class' },
  ])
  class: Relation<SchoolClass>;
}

/** One of the short keys a student is found by: characters of the name, pinyin, initials, the end of a phone number. */
@Entity('student_keys')
@Index('student_keys_by_student', ['schoolId', 'studentId'])
@Check('student_keys_kind', `kind IN ('gram', 'pinyin', 'initials', 'phone')`)
export class StudentKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'student_keys_pkey' }) schoolId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'student_keys_pkey', collation: 'C' }) kind: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'student_keys_pkey', collation: 'C' }) key: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'student_keys_pkey' }) studentId: string;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'student_keys_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'student_keys_student' },
  ])
  student: Relation<Student>;
}
