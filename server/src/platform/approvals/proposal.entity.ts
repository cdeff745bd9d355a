import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const PROPOSAL_STATUSES = ['open', 'approved', 'sentBack', 'withdrawn'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/**
 * Something that waits for a second person: what is to be changed, by whom, and what became of it. Whoever proposes never approves.
 * Like the audit it belongs to every feature, so the child it concerns is an id without a foreign key; students are never deleted.
 */
@Entity('proposals')
@Check('proposals_origin', `origin IN ('staff', 'guardianLink')`)
@Check('proposals_status', `status IN ('open', 'approved', 'sentBack', 'withdrawn')`)
@Check('proposals_somebody_proposes', `(origin = 'staff') = (proposed_by IS NOT NULL)`)
@Check('proposals_creator_never_approves', `status <> 'approved' OR decided_by IS DISTINCT FROM proposed_by`)
@Check('proposals_decided', `(status = 'open') = (decided_at IS NULL)`)
@Index('proposals_open', { synchronize: false })
@Index('proposals_newest', { synchronize: false })
@Index('proposals_by_student', ['schoolId', 'studentId', 'kind'])
@Index('proposals_by_subject', ['schoolId', 'subjectId', 'kind'])
export class Proposal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proposals_pkey' }) schoolId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proposals_pkey' }) id: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text') kind: string;
  @Column('uuid', { nullable: true }) studentId: string | null;
  /** What it concerns beside or instead of a child: an account's person, a class, a category. */
  @Column('uuid', { nullable: true }) subjectId: string | null;
  /** What is proposed, in the words of its kind; read only by the kind's own feature. */
  @Column('jsonb') content: Record<string, unknown>;
  @Column('text', { nullable: true }) reason: string | null;
  /** A guardian who corrects the card by a link has no account and is nobody's colleague. */
  @Column('text', { default: 'staff' }) origin: 'staff' | 'guardianLink';
  @Column('text', { default: 'open' }) status: ProposalStatus;
  @Column('uuid', { nullable: true }) proposedBy: string | null;
  @Column('timestamptz') proposedAt: Date;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  @Column('text', { nullable: true }) decisionReason: string | null;
}
