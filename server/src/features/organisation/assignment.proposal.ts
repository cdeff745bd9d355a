import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { holds } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import {
  Proposals,
  type ProposalContent,
  type ProposalKind,
  type ProposedChange,
} from '../../platform/approvals/proposals.service.js';
import { ConflictError, InvalidRequestError } from '../../platform/errors/domain-error.js';
import type { WantedPost } from './assignment.rules.js';
import { givePost, lockClass } from './assignment-store.js';
import { ClassAssignment, SchoolClass, Staff } from './organisation.entities.js';
import { classNameOf, SchoolContexts } from './school-context.js';

/** A class that the office gives to somebody, until the department says yes. */
export const ASSIGNMENT_KIND = 'class.assignment';

/** @returns a wanted post as a proposal keeps it */
export function toContent(post: WantedPost): Record<string, unknown> {
  return { ...post };
}

function toPost(proposal: Proposal): WantedPost {
  return proposal.content as unknown as WantedPost;
}

/** Shows and makes true what the office proposes about who heads or teaches a class. */
@Injectable()
export class AssignmentProposals implements ProposalKind, OnModuleInit {
  readonly kind = ASSIGNMENT_KIND;

  constructor(
    private readonly proposals: Proposals,
    private readonly schools: SchoolContexts,
  ) {}

  onModuleInit(): void {
    this.proposals.register(this);
  }

  /** Who sets up classes sees them; nobody else has anything to do with them. */
  async show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>> {
    if (!holds(tx.viewer, 'assignment.edit')) return new Map();
    const posts = proposals.map(toPost);
    const school = await this.schools.of(tx.viewer);
    const classes = await tx.find(SchoolClass, { id: In(posts.map(({ classId }) => classId)) });
    const held = await tx.find(ClassAssignment, { classId: In(posts.map(({ classId }) => classId)) });
    const people = await tx.find(Staff, { id: In([...posts, ...held].map(({ staffId }) => staffId)) });
    const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? '';
    return new Map(
      proposals.map((proposal) => {
        const post = toPost(proposal);
        const found = classes.find(({ id }) => id === post.classId);
        const label = found ? classNameOf(found, school).label : '';
        const before = held.find(
          (one) =>
            one.classId === post.classId &&
            one.role === post.role &&
            post.role !== 'subjectTeacher' &&
            one.fromOn <= post.from &&
            (one.toOn === null || one.toOn >= post.from),
        );
        const changes: ProposedChange[] = [
          { field: post.role, before: before ? nameOf(before.staffId) : null, after: nameOf(post.staffId) },
          ...(post.subject === null ? [] : [{ field: 'subject', before: null, after: post.subject }]),
          { field: 'from', before: null, after: post.from },
          ...(post.to === null ? [] : [{ field: 'to', before: null, after: post.to }]),
        ];
        return [proposal.id, { about: label, changes }] as const;
      }),
    );
  }

  /** The department; but nobody says yes to a class for themselves. */
  mayDecide(viewer: Viewer, proposal: Proposal): boolean {
    return viewer.roles.includes('moralEducation') && toPost(proposal).staffId !== viewer.id;
  }

  /** @throws ConflictError `assignment.overlaps` or `assignment.repeated` where the class has been given to somebody else meanwhile */
  async apply(tx: Tx, proposal: Proposal): Promise<void> {
    const post = toPost(proposal);
    try {
      await lockClass(tx, post);
      await givePost(tx, post, { grantedBy: tx.viewer.id, proposedBy: proposal.proposedBy });
    } catch (error) {
      if (error instanceof InvalidRequestError) throw new ConflictError(error.errors[0]?.code ?? error.code);
      throw error;
    }
  }
}
