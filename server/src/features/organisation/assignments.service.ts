import { Injectable } from '@nestjs/common';
import type { Day } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Proposals } from '../../platform/approvals/proposals.service.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { ASSIGNMENT_KIND, toContent } from './assignment.proposal.js';
import { assertPost, lastDay, type WantedPost } from './assignment.rules.js';
import { givePost, lockClass } from './assignment-store.js';
import type {
  AssignmentOutcome,
  AssignmentQuery,
  AssignmentView,
  CreateAssignmentRequest,
  EndAssignmentRequest,
} from './assignments.dto.js';
import { ClassAssignment } from './organisation.entities.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from './school-context.js';

const COLUMNS = `a.id, a.version, a.role, a.subject, a.from_on AS "from", a.to_on AS "to", a.end_reason AS "endReason", k.id AS "classId", k.stage,
      k.entry_year AS "entryYear", k.number, jsonb_build_object('id', p.id, 'name', p.name) AS staff,
      CASE WHEN g.id IS NULL THEN NULL ELSE jsonb_build_object('id', g.id, 'name', g.name) END AS "grantedBy"
    FROM class_assignments a
    JOIN classes k ON k.school_id = a.school_id AND k.id = a.class_id
    JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
    LEFT JOIN staff g ON g.school_id = a.school_id AND g.id = a.granted_by
   WHERE a.school_id = $1`;
/** Posts, the latest to begin first: school, class, person, state, today, first day and id of the last one seen, limit. */
const ASSIGNMENTS = {
  name: 'assignments',
  text: `SELECT ${COLUMNS} AND ($2::uuid IS NULL OR a.class_id = $2) AND ($3::uuid IS NULL OR a.staff_id = $3)
      AND CASE $4::text WHEN 'current' THEN a.from_on <= $5 AND (a.to_on IS NULL OR a.to_on >= $5)
                        WHEN 'coming' THEN a.from_on > $5 AND (a.to_on IS NULL OR a.to_on >= a.from_on)
                        WHEN 'ended' THEN a.to_on < $5 OR a.to_on < a.from_on ELSE true END
      AND ($6::date IS NULL OR (a.from_on, a.id) < ($6::date, $7::uuid)) ORDER BY a.from_on DESC, a.id DESC LIMIT $8`,
};
const ASSIGNMENT = `SELECT ${COLUMNS} AND a.id = $2`;

interface AssignmentRow extends Omit<ClassFacts, 'id'>, Omit<AssignmentView, 'class' | 'state' | 'stage'> {
  readonly classId: string;
}

/**
 * Who heads which class, stands in for its head, or teaches it. What the department gives counts at once, what the office gives waits for the department,
 * and nobody gives a class to themselves. It takes effect with the person's next request.
 */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly proposals: Proposals,
  ) {}

  async list(viewer: Viewer, query: AssignmentQuery): Promise<Page<AssignmentView>> {
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? 25;
    const [from, id] = fromCursor(query.cursor, 2) ?? [null, null];
    const rows = await this.db.read<AssignmentRow>(viewer, ASSIGNMENTS, [
      viewer.schoolId,
      query.classId ?? null,
      query.staffId ?? null,
      query.state ?? null,
      viewer.today,
      from,
      id,
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => toAssignmentView(row, school),
      (row) => toCursor([row.from, row.id]),
    );
  }

  /**
   * Gives a post, or asks the department for it.
   * @throws InvalidRequestError at the field: a class or a person who is not there, `assignment.own`, `assignment.overlaps`, `assignment.repeated`
   */
  async create(viewer: Viewer, request: CreateAssignmentRequest): Promise<AssignmentOutcome> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { classId, staffId, role, subject = null, from = viewer.today, to = null, replace = false } = request;
      const post: WantedPost = { classId, staffId, role, subject, from, to, replace };
      assertPost(post);
      if (staffId === viewer.id) throw InvalidRequestError.at('/staffId', 'assignment.own');
      await lockClass(tx, post);
      if (viewer.roles.includes('moralEducation')) {
        const id = await givePost(tx, post, { grantedBy: viewer.id, proposedBy: null });
        return { assignment: await show(tx, id, school), proposalId: null };
      }
      await givePost(tx, post, 'try');
      const { id } = await this.proposals.propose(tx, {
        kind: ASSIGNMENT_KIND,
        subjectId: classId,
        content: toContent(post),
        reason: request.reason ?? null,
      });
      return { assignment: null, proposalId: id };
    });
  }

  /** Takes a class away again, with its last day; what the person wrote stays theirs to read for 30 days. */
  async end(viewer: Viewer, id: string, seen: number, request: EndAssignmentRequest): Promise<AssignmentView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const found = await tx.findOneForUpdate(ClassAssignment, { id });
      if (!found) throw new NotFoundError();
      if (found.version !== seen) throw new StaleVersionError(found.version, await show(tx, id, school));
      const toOn = lastDay(found, request.on ?? viewer.today, viewer.today);
      await tx.updateVersion(ClassAssignment, { id }, found, seen, {
        toOn,
        endedBy: viewer.id,
        endedAt: viewer.now,
        endReason: request.reason ?? null,
      });
      await tx.trace('class.unassigned', { subjectId: id });
      return show(tx, id, school);
    });
  }
}

async function show(tx: Tx, id: string, school: SchoolContext): Promise<AssignmentView> {
  const [row] = await tx.query<AssignmentRow>(ASSIGNMENT, [tx.viewer.schoolId, id]);
  return toAssignmentView(row!, school);
}

function toAssignmentView(row: AssignmentRow, school: SchoolContext): AssignmentView {
  const { id, version, role, subject, from, to, staff, grantedBy, endReason, classId } = row;
  return {
    id,
    version,
    class: classNameOf({ ...row, id: classId }, school),
    staff,
    role: role,
    subject,
    from,
    to,
    state: stateOf(from, to, school.today),
    grantedBy,
    endReason,
  };
}

function stateOf(from: Day, to: Day | null, today: Day): AssignmentView['state'] {
  if (to !== null && (to < today || to < from)) return 'ended';
  return from > today ? 'coming' : 'current';
}
