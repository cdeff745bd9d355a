import { Injectable } from '@nestjs/common';
import {
  holds,
  mayOn,
  reachSeeing,
  withheldFrom,
  type CategoryCode,
  type Day,
  type ProposalKindCode,
} from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Proposals, type ProposalContent, type ProposedChange } from '../../platform/approvals/proposals.service.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
} from '../../platform/errors/domain-error.js';
import { RecordFiles } from '../attachments/index.js';
import { CareCategory } from './care-file.entities.js';
import { assertTakesCategories } from './care-file.rules.js';
import { beginCategory, endCategory } from './categories.service.js';
import type {
  CategoryProposals,
  CategoryProposalView,
  EndCategoryRequest,
  ProposeCategoryRequest,
} from './categories.dto.js';
import { assertMayBegin, assertMayEnd, knowsOf } from './category.rules.js';
import { StudentAccess, type VisibleStudent } from './student-access.js';

/** What a head teacher proposes: a category that begins on a basis, or one that ends for a reason. */
interface Content {
  readonly code: CategoryCode;
  readonly on: Day;
  readonly reason: string;
}

const ADD = 'category.add' satisfies ProposalKindCode;
const END = 'category.end' satisfies ProposalKindCode;

/** What came back is shown for so long. */
const DAYS_SHOWN = 30;

const OF_STUDENT = `SELECT p.id, p.version, p.kind, p.student_id AS "studentId", p.subject_id AS "subjectId", p.content, p.status,
    p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt", p.decided_at AS "decidedAt", p.decision_reason AS "decisionReason",
    b.name AS "proposedByName", d.id AS "decidedBy", d.name AS "decidedByName"
  FROM proposals p
  JOIN staff b ON b.school_id = p.school_id AND b.id = p.proposed_by
  LEFT JOIN staff d ON d.school_id = p.school_id AND d.id = p.decided_by
 WHERE p.school_id = $1 AND p.student_id = $2 AND p.kind IN ('${ADD}', '${END}')
   AND (p.status = 'open' OR (p.status = 'sentBack' AND p.decided_at > $3::timestamptz - interval '${DAYS_SHOWN} days'))
 ORDER BY p.proposed_at DESC, p.id DESC LIMIT 50`;

type ProposalRow = Pick<
  Proposal,
  | 'id'
  | 'version'
  | 'kind'
  | 'studentId'
  | 'subjectId'
  | 'content'
  | 'status'
  | 'proposedAt'
  | 'decidedAt'
  | 'decisionReason'
  | 'decidedBy'
> & { proposedBy: string; proposedByName: string; decidedByName: string | null };

/** Categories that a head teacher proposes and the department makes so. A proposal is known to exactly those who would know of the category. */
@Injectable()
export class CategoryProposalsService {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
    private readonly proposals: Proposals,
    private readonly files: RecordFiles,
  ) {
    const both = {
      seenBy: (viewer: Viewer): boolean => holds(viewer, 'category.edit') || knowsTheSchool(viewer),
      show: (tx: Tx, some: readonly Proposal[]) => this.contents(tx, some),
      mayDecide: (viewer: Viewer): boolean => holds(viewer, 'category.edit'),
    };
    proposals.register({ kind: ADD, ...both, apply: (tx, proposal) => overtaken(() => this.makeBegin(tx, proposal)) });
    proposals.register({ kind: END, ...both, apply: (tx, proposal) => overtaken(() => this.makeEnd(tx, proposal)) });
  }

  /** @throws NotFoundError, ForbiddenError; ConflictError `category.open`, `category.proposed`, `careFile.notOpen`; InvalidRequestError */
  add(viewer: Viewer, studentId: string, { code, from, basis }: ProposeCategoryRequest): Promise<CategoryProposalView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.proposable(tx, studentId);
      if (student.careStatus !== null) assertTakesCategories(student.careStatus);
      assertMayBegin(await tx.find(CareCategory, { studentId, code }), from, viewer.today);
      const content: Content = { code, on: from, reason: basis };
      return this.propose(tx, { kind: ADD, studentId, subjectId: null, content });
    });
  }

  end(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    { to, reason }: EndCategoryRequest,
  ): Promise<CategoryProposalView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.proposable(tx, studentId);
      const category = await tx.findOne(CareCategory, { id: categoryId, studentId });
      if (!category || !knowsOf(category, withheldFrom(viewer, 'student.view', student))) throw new NotFoundError();
      assertMayEnd(category, to, viewer.today);
      const content: Content = { code: category.code as CategoryCode, on: to, reason };
      return this.propose(tx, { kind: END, studentId, subjectId: categoryId, content });
    });
  }

  /** What waits and what came back, as far as this viewer would know of the categories; it leaves a row where there is anything. */
  ofStudent(viewer: Viewer, studentId: string): Promise<CategoryProposals> {
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      await this.access.visible(tx, studentId, 'student.view');
      const rows = await this.shownOf(tx, studentId);
      if (rows.length > 0) await tx.trace('proposal.opened', { studentId });
      return { items: rows.map((row) => toView(row, viewer)) };
    });
  }

  private async proposable(tx: Tx, studentId: string): Promise<VisibleStudent> {
    const student = await this.access.visible(tx, studentId, 'student.view', true);
    if (!mayOn(tx.viewer, 'category.propose', student)) throw new ForbiddenError();
    return student;
  }

  /** One open proposal of a kind for a category at a time; the child's row is locked, so that two at once are one after the other. */
  private async propose(
    tx: Tx,
    {
      kind,
      studentId,
      subjectId,
      content,
    }: { kind: string; studentId: string; subjectId: string | null; content: Content },
  ): Promise<CategoryProposalView> {
    const waiting = await tx.query<ProposalRow>(OF_STUDENT, [tx.viewer.schoolId, studentId, tx.viewer.now]);
    if (waiting.some((one) => one.status === 'open' && one.kind === kind && contentOf(one).code === content.code))
      throw new ConflictError('category.proposed');
    const { id } = await this.proposals.propose(tx, { kind, studentId, subjectId, content: { ...content } });
    const row = (await this.shownOf(tx, studentId)).find((one) => one.id === id);
    if (!row) throw new NotFoundError();
    return toView(row, tx.viewer);
  }

  private async shownOf(tx: Tx, studentId: string): Promise<ProposalRow[]> {
    const rows = await tx.query<ProposalRow>(OF_STUDENT, [tx.viewer.schoolId, studentId, tx.viewer.now]);
    const shown = await this.contents(tx, rows);
    return rows.filter(({ id }) => shown.has(id));
  }

  private async contents(
    tx: Tx,
    some: readonly Pick<Proposal, 'id' | 'kind' | 'studentId' | 'subjectId' | 'content'>[],
  ): Promise<Map<string, ProposalContent>> {
    const { viewer } = tx;
    const reach = reachSeeing(viewer, 'student.view', 'otherCategories');
    const children = await tx.query<{ id: string; classId: string | null }>(
      `SELECT s.id, s.class_id AS "classId" FROM students s WHERE s.school_id = $1 AND s.id = ANY($2::uuid[]) AND ($3::boolean OR s.class_id = ANY($4::uuid[]))`,
      [viewer.schoolId, some.flatMap(({ studentId }) => studentId ?? []), reach.all, reach.classIds],
    );
    const narrowed = await tx.query<{ id: string }>(
      `SELECT k.id FROM care_categories k WHERE k.school_id = $1 AND k.id = ANY($2::uuid[]) AND k.department_only`,
      [viewer.schoolId, some.flatMap(({ subjectId }) => subjectId ?? [])],
    );
    const shown = new Map<string, ProposalContent>();
    for (const proposal of some) {
      const child = children.find(({ id }) => id === proposal.studentId);
      const { code } = contentOf(proposal);
      const departmentOnly = narrowed.some(({ id }) => id === proposal.subjectId);
      if (child && knowsOf({ code, departmentOnly }, withheldFrom(viewer, 'student.view', child)))
        shown.set(proposal.id, { about: null, changes: changesOf(proposal) });
    }
    return shown;
  }

  private async makeBegin(tx: Tx, proposal: Proposal): Promise<void> {
    const student = await this.access.visible(tx, proposal.studentId!, 'category.edit', true);
    const { code, on, reason } = contentOf(proposal);
    const category = await beginCategory(tx, student, {
      code,
      from: on,
      basis: reason,
      addedBy: proposal.proposedBy!,
    });
    await this.files.move(tx, { kind: 'proposal', id: proposal.id }, { kind: 'careCategory', id: category.id });
  }

  private async makeEnd(tx: Tx, proposal: Proposal): Promise<void> {
    await this.access.visible(tx, proposal.studentId!, 'category.edit', true);
    const category = await tx.findOneForUpdate(CareCategory, {
      id: proposal.subjectId!,
      studentId: proposal.studentId!,
    });
    if (!category) throw new NotFoundError();
    const { on, reason } = contentOf(proposal);
    await endCategory(tx, category, { to: on, reason });
    await this.files.move(tx, { kind: 'proposal', id: proposal.id }, { kind: 'careCategory', id: category.id });
  }
}

/** The principal sees what waits for the department. */
function knowsTheSchool(viewer: Viewer): boolean {
  return reachSeeing(viewer, 'student.view', 'otherCategories').all;
}

/** Days that were right when it was proposed may be wrong by now: then it has been overtaken, and stays open to be sent back. */
async function overtaken(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InvalidRequestError) throw new ConflictError('proposal.overtaken');
    throw error;
  }
}

function contentOf({ content }: Pick<Proposal, 'content'>): Content {
  return content as unknown as Content;
}

function changesOf(proposal: Pick<Proposal, 'kind' | 'content'>): ProposedChange[] {
  const { code, on, reason } = contentOf(proposal);
  return proposal.kind === ADD
    ? [
        { field: 'category', before: null, after: code },
        { field: 'from', before: null, after: on },
        { field: 'basis', before: null, after: reason },
      ]
    : [
        { field: 'category', before: code, after: null },
        { field: 'to', before: null, after: on },
        { field: 'reason', before: null, after: reason },
      ];
}

function toView(row: ProposalRow, viewer: Viewer): CategoryProposalView {
  const { id, version, kind, status, subjectId, proposedAt, decidedAt, decisionReason } = row;
  const { code, on, reason } = contentOf(row);
  return {
    id,
    version,
    kind,
    status,
    code,
    categoryId: subjectId,
    on,
    reason,
    by: { id: row.proposedBy, name: row.proposedByName },
    at: proposedAt.toISOString(),
    decidedBy: row.decidedBy && row.decidedByName ? { id: row.decidedBy, name: row.decidedByName } : null,
    decidedAt: decidedAt?.toISOString() ?? null,
    decisionReason,
    own: row.proposedBy === viewer.id,
  };
}
