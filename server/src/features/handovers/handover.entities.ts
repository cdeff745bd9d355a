import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ClassAssignment, Staff } from '../organisation/index.js';
import { Student } from '../students/index.js';

/** What the former head teacher wants the next one to know about a child. */
@Entity('handover_notes')
@Unique('handover_notes_one_a_child', ['schoolId', 'assignmentId', 'studentId'])
export class HandoverNote {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_notes_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_notes_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  /** The head teacher's assignment that ends: that is the handover. */
  @Column('uuid') assignmentId: string;
  @Column('uuid') studentId: string;
  @Column('text', { nullable: true }) words: string | null;
  @Column('uuid') writtenBy: string;
  @Column('timestamptz') writtenAt: Date;
  @ManyToOne(() => ClassAssignment)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'handover_notes_assignment' },
    { name: 'assignment_id', referencedColumnName: 'id', foreignKeyConstraintName: 'handover_notes_assignment' },
  ])
  assignment: Relation<ClassAssignment>;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'handover_notes_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'handover_notes_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'handover_notes_written_by' },
    { name: 'written_by', referencedColumnName: 'id', foreignKeyConstraintName: 'handover_notes_written_by' },
  ])
  writer: Relation<Staff>;
}

/** The next head teacher has read the page. */
@Entity('handover_acknowledgements')
export class HandoverAcknowledgement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_acknowledgements_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_acknowledgements_pkey' }) assignmentId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_acknowledgements_pkey' }) staffId: string;
  @Column('timestamptz') acknowledgedAt: Date;
  @ManyToOne(() => ClassAssignment)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'handover_acknowledgements_assignment',
    },
    {
      name: 'assignment_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'handover_acknowledgements_assignment',
    },
  ])
  assignment: Relation<ClassAssignment>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'handover_acknowledgements_staff',
    },
    { name: 'staff_id', referencedColumnName: 'id', foreignKeyConstraintName: 'handover_acknowledgements_staff' },
  ])
  staff: Relation<Staff>;
}

export const HANDOVER_ENTITIES = [HandoverNote, HandoverAcknowledgement];
