import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { GuardianKind, SexCode } from '@tongxin/shared';
import { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Staff } from '../organisation/index.js';
import { Student } from './student.entities.js';

/** Where a child lives, and when somebody last made sure that the card is true. Its people and phones stand beside it; its version counts for all of them. */
@Entity('contact_cards')
export class ContactCard {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_cards_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_cards_pkey' }) studentId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) village: string | null;
  @Column('date', { nullable: true }) changedOn: string | null;
  @Column('timestamptz', { nullable: true }) changedAt: Date | null;
  @Column('date', { nullable: true }) verifiedOn: string | null;
  @Column('timestamptz', { nullable: true }) verifiedAt: Date | null;
  @Column('uuid', { nullable: true }) verifiedBy: string | null;
  /** A guardian said by a link that the card is right; nobody of the school did. */
  @Column('boolean', { default: false }) verifiedByGuardian: boolean;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_cards_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_cards_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_cards_verified_by' },
    { name: 'verified_by', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_cards_verified_by' },
  ])
  verifier: Relation<Staff> | null;
}

/** Somebody tried to confirm a card; an attempt that reached nobody is kept and does not count. */
@Entity('contact_card_verifications')
@Index('contact_card_verifications_by_student', ['schoolId', 'studentId', 'verifiedOn'])
@Check('contact_card_verifications_somebody', 'by_guardian = (verified_by IS NULL)')
export class ContactCardVerification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_card_verifications_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_card_verifications_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('date') verifiedOn: string;
  @Column('boolean', { default: true }) reached: boolean;
  @Column('uuid', { nullable: true }) verifiedBy: string | null;
  @Column('boolean', { default: false }) byGuardian: boolean;
  @Column('timestamptz') typedAt: Date;
  @ManyToOne(() => Student)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'contact_card_verifications_student',
    },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_verifications_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_card_verifications_by' },
    { name: 'verified_by', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_verifications_by' },
  ])
  verifier: Relation<Staff> | null;
}

/** A guardian by law or an entrusted one, with the facts from which both official meanings of "left behind" follow. Who is taken off a card stays in the history. */
@Entity('guardians')
@Index('guardians_by_student', ['schoolId', 'studentId'])
@Index('guardians_by_name', { synchronize: false })
@Check('guardians_kind', `kind IN ('guardian', 'entrusted')`)
@Check('guardians_sex', `sex IN ('male', 'female')`)
export class Guardian {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'guardians_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'guardians_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('text') kind: GuardianKind;
  @Column('text') name: string;
  @Column('text') relationship: string;
  @Column('text', { nullable: true }) sex: SexCode | null;
  @Column('date', { nullable: true }) birthDate: string | null;
  /** Full years as somebody said them on `ageStatedOn`; the age on another day follows from both. */
  @Column('int', { nullable: true }) ageStated: number | null;
  @Column('date', { nullable: true }) ageStatedOn: string | null;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) worksAt: string | null;
  @Column('date', { nullable: true }) awaySince: string | null;
  @Column('boolean', { default: false }) unableToCare: boolean;
  @Column('boolean', { default: false }) deceased: boolean;
  @Column('boolean', { nullable: true }) livesWithChild: boolean | null;
  /** The day of the written notice by which the parents entrust the child to this person; entrusted guardians only. */
  @Column('date', { nullable: true }) entrustedNoticeOn: string | null;
  /** The last day of the entrustment, where the notice names one. */
  @Column('date', { nullable: true }) entrustedUntil: string | null;
  @Column('int') callOrder: number;
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardians_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'guardians_student' },
  ])
  student: Relation<Student>;
}

/** A telephone number of the child or of a guardian, in the form it is stored in; `position` is the order to try them. */
@Entity('phones')
@Index('phones_by_student', ['schoolId', 'studentId'])
@Index('phones_by_guardian', ['schoolId', 'guardianId'])
@Index('phones_by_number', { synchronize: false })
export class Phone {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'phones_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'phones_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('uuid', { nullable: true }) guardianId: string | null;
  @Column('text', { nullable: true }) label: string | null;
  @Column('text') number: string;
  @Column('int') position: number;
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'phones_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phones_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Guardian)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'phones_guardian' },
    { name: 'guardian_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phones_guardian' },
  ])
  guardian: Relation<Guardian> | null;
}

/** The old and new value of one field of a card: whose, who changed it, on what source and for what reason. */
@Entity('contact_card_changes')
@Index('contact_card_changes_by_student', ['schoolId', 'studentId', 'changedAt'])
@Index('contact_card_changes_by_proposal', { synchronize: false })
export class ContactCardChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_card_changes_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_card_changes_pkey' }) id: string;
  @Column('uuid') studentId: string;
  @Column('uuid', { nullable: true }) guardianId: string | null;
  @Column('text', { nullable: true }) person: string | null;
  @Column('text') field: string;
  @Column('text', { nullable: true }) before: string | null;
  @Column('text', { nullable: true }) after: string | null;
  @Column('text', { nullable: true }) source: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') changedBy: string;
  @Column('uuid', { nullable: true }) approvedBy: string | null;
  @Column('timestamptz', { default: () => 'now()' }) changedAt: Date;
  /** What was changed by one save has one id; older changes have none and belong together by their instant. */
  @Column('uuid', { nullable: true }) changeId: string | null;
  /** What was before a second person: this change came of it, or asks there to be confirmed. */
  @Column('uuid', { nullable: true }) proposalId: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_card_changes_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_changes_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Guardian)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_card_changes_guardian' },
    { name: 'guardian_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_changes_guardian' },
  ])
  guardian: Relation<Guardian> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'contact_card_changes_changed_by',
    },
    { name: 'changed_by', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_changes_changed_by' },
  ])
  changer: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    {
      name: 'school_id',
      referencedColumnName: 'schoolId',
      foreignKeyConstraintName: 'contact_card_changes_approved_by',
    },
    { name: 'approved_by', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_changes_approved_by' },
  ])
  approver: Relation<Staff> | null;
  @ManyToOne(() => Proposal)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'contact_card_changes_proposal' },
    { name: 'proposal_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contact_card_changes_proposal' },
  ])
  proposal: Relation<Proposal> | null;
}
