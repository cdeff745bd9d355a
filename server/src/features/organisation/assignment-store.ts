import { v7 } from 'uuid';
import type { Tx } from '../../database/transaction.js';
import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { handovers, type WantedPost } from './assignment.rules.js';
import { ClassAssignment, Staff } from './organisation.entities.js';

/**
 * Whoever gives a post at a class waits for whoever is at it.
 * @throws InvalidRequestError at `/classId` or `/staffId` for one the school does not have
 */
export async function lockClass(tx: Tx, { classId, staffId }: Pick<WantedPost, 'classId' | 'staffId'>): Promise<void> {
  const found = await tx.query(`SELECT 1 FROM classes WHERE school_id = $1 AND id = $2 FOR NO KEY UPDATE`, [
    tx.viewer.schoolId,
    classId,
  ]);
  if (found.length === 0) throw InvalidRequestError.at('/classId', 'field.choice');
  if (!(await tx.findOne(Staff, { id: staffId }))) throw InvalidRequestError.at('/staffId', 'field.choice');
}

/**
 * Gives a post at a class that is locked; whoever is to hand over does so the day before.
 * @param by who gives it and who asked for it; `try`: looks whether it could be given, and gives nothing
 * @returns the id of the post
 * @throws InvalidRequestError as {@link handovers}
 */
export async function givePost(
  tx: Tx,
  post: WantedPost,
  by: { readonly grantedBy: string; readonly proposedBy: string | null } | 'try',
): Promise<string> {
  const { viewer } = tx;
  const held = await tx.find(ClassAssignment, { classId: post.classId });
  const over = handovers(post, held);
  const id = v7();
  if (by === 'try') return id;
  for (const { id: previous, lastOn } of over) {
    const { version } = held.find((one) => one.id === previous)!;
    await tx.update(
      ClassAssignment,
      { id: previous },
      { toOn: lastOn, endedBy: viewer.id, endedAt: viewer.now, version: version + 1 },
    );
    await tx.trace('class.unassigned', { subjectId: previous });
  }
  await tx.insert(ClassAssignment, {
    id,
    classId: post.classId,
    staffId: post.staffId,
    role: post.role,
    subject: post.subject,
    fromOn: post.from,
    toOn: post.to,
    grantedBy: by.grantedBy,
    proposedBy: by.proposedBy,
    grantedAt: viewer.now,
  });
  await tx.trace('class.assigned', { subjectId: id });
  return id;
}
