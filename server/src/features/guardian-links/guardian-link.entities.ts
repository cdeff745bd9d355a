import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Staff } from '../organisation/index.js';
import { Guardian, Student } from '../students/index.js';

/** A link for one guardian of one child, seven days long and used once. Its secret stands elsewhere and is known to nobody but who was given it. */
@Entity('guardian_links')
@Index('guardian_links_by_student', ['schoolId', 'studentId', 'madeAt'])
@Check('guardian_links_outcome', `outcome IN ('confirmed', 'corrected')`)
@Check('guardian_links_used', '(used_at IS NULL) = (outcome IS NULL)')
@Check('guardian_links_revoked', '(revoked_at IS NULL) = (revoked_by IS NULL)')
@Check('guardian_links_one_end', 'used_at IS NULL OR revoked_at IS NULL')
export class GuardianLink {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'guardian_links_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'guardian_links_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('uuid') studentId: string;
  /** For whom it was made; null: for whoever of the family it reaches. */
  @Column('uuid', { nullable: true }) guardianId: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') madeBy: string;
  @Column('timestamptz') madeAt: Date;
  @Column('timestamptz') expiresAt: Date;
  /** When it was opened first; opening does not use it. */
  @Column('timestamptz', { nullable: true }) openedAt: Date | null;
  @Column('timestamptz', { nullable: true }) usedAt: Date | null;
  @Column('text', { nullable: true }) outcome: 'confirmed' | 'corrected' | null;
  /** The correction that waits, or waited, for the department. */
  @Column('uuid', { nullable: true }) proposalId: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
  @Column('uuid', { nullable: true }) revokedBy: string | null;
  @ManyToOne(() => Student)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardian_links_student' },
    { name: 'student_id', referencedColumnName: 'id', foreignKeyConstraintName: 'guardian_links_student' },
  ])
  student: Relation<Student>;
  @ManyToOne(() => Guardian)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardian_links_guardian' },
    { name: 'guardian_id', referencedColumnName: 'id', foreignKeyConstraintName: 'guardian_links_guardian' },
  ])
  guardian: Relation<Guardian> | null;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardian_links_made_by' },
    { name: 'made_by', referencedColumnName: 'id', foreignKeyConstraintName: 'guardian_links_made_by' },
  ])
  maker: Relation<Staff>;
  @ManyToOne(() => Staff)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardian_links_revoked_by' },
    { name: 'revoked_by', referencedColumnName: 'id', foreignKeyConstraintName: 'guardian_links_revoked_by' },
  ])
  revoker: Relation<Staff> | null;
  @ManyToOne(() => Proposal)
  @JoinColumn([
    { name: 'school_id', referencedColumnName: 'schoolId', foreignKeyConstraintName: 'guardian_links_proposal' },
    { name: 'proposal_id', referencedColumnName: 'id', foreignKeyConstraintName: 'guardian_links_proposal' },
  ])
  proposal: Relation<Proposal> | null;
}

/** The hash of a link's secret, and which link it opens; reached before anybody is known, through named functions only. */
@Entity('guardian_link_tokens')
export class GuardianLinkToken {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'guardian_link_tokens_pkey' }) tokenHash: Buffer;
  @Column('uuid') ofSchool: string;
  @Column('uuid') linkId: string;
}
