import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Staff } from '../organisation/index.js';
import { Student } from './student.entities.js';

/** Brothers and sisters live in one household: who was put together by whom and why, and who was taken out again. A child is in one household at a time. */
@Entity('household_members')
@Index('household_members_one_household', { synchronize: false })
@Index('household_members_together', { synchronize: false })
@Check('household_members_unlinked', `(unlinked_at IS NULL) = (unlinked_by IS NULL)`)
export class HouseholdMember {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'household_members_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'household_members_pkey' }) id: string;
  @Column('uuid') householdId: string;
  @Column('uuid') studentId: string;
  @Column('uuid', { nullable: true }) linkedBy: string | null;
  @Column('timestamptz') linkedAt: Date;
  @Column('text', { nullable: true }) linkReason: string | null;
  @Column('uuid', { nullable: true }) unlinkedBy: string | null;
  @Column('timestamptz', { nullable: true }) unlinkedAt: Date | null;
  @Column('text', { nullable: true }) unlinkReason: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'household_members_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'household_members_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'household_members_linked_by' },
    { name: 'linked_by', referencedColumnName: 'id', foreignKeyConstraintName: 'household_members_linked_by' },
  ])
  linker: Relation<Staff> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'household_members_unlinked_by' },
    { name: 'unlinked_by', referencedColumnName: 'id', foreignKeyConstraintName: 'household_members_unlinked_by' },
  ])
  unlinker: Relation<Staff> | null;
}
