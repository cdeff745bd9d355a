import { Injectable } from '@nestjs/common';
import { holds, reachOf, type ProposalAct } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Statement } from '../../database/statement.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Proposals, type ProposalContent } from '../../platform/approvals/proposals.service.js';
import { InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { withCurrent } from '../students/index.js';
import type { ApprovalCount, ApprovalListItem, ApprovalQuery, ApprovalView } from './approvals.dto.js';
import { DECIDED_PROPOSALS, ONE_PROPOSAL, OPEN_PROPOSALS, type ProposalRow } from './approvals.queries.js';

const PAGE_SIZE = 25;
/** The badge stops counting here. */
const COUNTED = 99;
/** So many rows are read at a time while those a kind leaves out are passed over. */
const ROWS_AT_A_TIME = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Shown {
  readonly row: ProposalRow;
  readonly content: ProposalContent;
}

/**
 * What waits for a second person and what became of it. A proposal about a child is there only for who may reach the child, and its kind decides who else
 * sees it; lists, the count and the single one obey the same rule.
 */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly db: Database,
    private readonly proposals: Proposals,
    private readonly schools: SchoolContexts,
  ) {}

  /** What waits, the longest first, or what has been decided, the newest first; no value of a child's record stands in it. */
  async list(
    viewer: Viewer,
    { status = 'open', kind, limit = PAGE_SIZE, cursor }: ApprovalQuery,
  ): Promise<Page<ApprovalListItem>> {
    const school = await this.schools.of(viewer);
    const statement = status === 'open' ? OPEN_PROPOSALS : DECIDED_PROPOSALS;
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const found = await this.visible(tx, statement, { after: idOf(cursor), kind: kind ?? null, enough: limit + 1 });
      return toPage(
        found,
        limit,
        (one) => this.toListItem(one, viewer, school),
        ({ row }) => toCursor([row.id]),
      );
    });
  }

  /** How many wait for this person's decision. */
  async count(viewer: Viewer): Promise<ApprovalCount> {
    if (!holds(viewer, 'approval.decide')) return { needsYou: 0, capped: false };
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const found = await this.visible(tx, OPEN_PROPOSALS, {
        enough: COUNTED + 1,
        only: (row) => this.acts(row, viewer).includes('approve'),
      });
      return { needsYou: Math.min(found.length, COUNTED), capped: found.length > COUNTED };
    });
  }

  /** Opens one with its difference; where it concerns a child, that stands in the access log. @throws NotFoundError */
  async open(viewer: Viewer, id: string): Promise<ApprovalView> {
    const school = await this.schools.of(viewer);
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const shown = await this.one(tx, id);
      if (shown.row.studentId !== null)
        await tx.trace('proposal.opened', { studentId: shown.row.studentId, subjectId: id });
      return this.toView(shown, viewer, school);
    });
  }

  /** @throws as {@link Proposals.approve}; ConflictError `proposal.overtaken` where what it changes has changed meanwhile */
  approve(viewer: Viewer, id: string, seen: number | null, replaceNewer: boolean): Promise<ApprovalView> {
    return this.decide(viewer, id, (tx) => this.proposals.approve(tx, id, seen, { replaceNewer }));
  }

  sendBack(viewer: Viewer, id: string, seen: number | null, reason: string): Promise<ApprovalView> {
    return this.decide(viewer, id, (tx) => this.proposals.sendBack(tx, id, seen, reason));
  }

  withdraw(viewer: Viewer, id: string, seen: number | null): Promise<ApprovalView> {
    return this.decide(viewer, id, (tx) => this.proposals.withdraw(tx, id, seen));
  }

  /** See it first, or it is not there; then the act, and what has become of it. */
  private decide(viewer: Viewer, id: string, act: (tx: Tx) => Promise<void>): Promise<ApprovalView> {
    return withCurrent(
      async () => {
        const school = await this.schools.of(viewer);
        return this.db.as(viewer, async (tx) => {
          await this.one(tx, id);
          await act(tx);
          return this.toView(await this.one(tx, id), viewer, school);
        });
      },
      () => this.open(viewer, id),
    );
  }

  private async one(tx: Tx, id: string): Promise<Shown> {
    const [row] = await tx.query<ProposalRow>(ONE_PROPOSAL, [...this.reach(tx.viewer), id]);
    const [shown] = row ? await this.contents(tx, [row]) : [];
    if (!shown) throw new NotFoundError();
    return shown;
  }

  /** Reads on until there is enough or nothing more; what its kind does not show is passed over. */
  private async visible(
    tx: Tx,
    statement: Statement,
    {
      after = null,
      kind = null,
      enough,
      only = () => true,
    }: { after?: string | null; kind?: string | null; enough: number; only?: (row: ProposalRow) => boolean },
  ): Promise<Shown[]> {
    const found: Shown[] = [];
    let last = after;
    while (found.length < enough) {
      const rows: ProposalRow[] = await tx.query<ProposalRow>(statement, [
        ...this.reach(tx.viewer),
        last,
        kind,
        ROWS_AT_A_TIME,
      ]);
      found.push(...(await this.contents(tx, rows.filter(only))));
      last = rows.at(-1)?.id ?? null;
      if (rows.length < ROWS_AT_A_TIME) break;
    }
    return found.slice(0, enough);
  }

  /** What each kind shows of its proposals, in the order of the rows; what it does not show is left out. */
  private async contents(tx: Tx, rows: readonly ProposalRow[]): Promise<Shown[]> {
    const contents = new Map<string, ProposalContent>();
    for (const kind of new Set(rows.map((row) => row.kind))) {
      const shown = await this.proposals.kindOf({ kind }).show(
        tx,
        rows.filter((row) => row.kind === kind),
      );
      for (const [id, content] of shown) contents.set(id, content);
    }
    return rows.flatMap((row) => {
      const content = contents.get(row.id);
      return content ? [{ row, content }] : [];
    });
  }

  private reach(viewer: Viewer): unknown[] {
    const children = reachOf(viewer, 'student.list');
    return [
      viewer.schoolId,
      viewer.id,
      reachOf(viewer, 'approval.view').all,
      this.proposals.kindsSeenBy(viewer),
      children.all,
      children.classIds,
    ];
  }

  private acts(row: ProposalRow, viewer: Viewer): ProposalAct[] {
    if (row.status !== 'open') return [];
    if (row.proposedBy === viewer.id) return holds(viewer, 'approval.withdraw') ? ['withdraw'] : [];
    const decides = holds(viewer, 'approval.decide') && this.proposals.kindOf(row).mayDecide(viewer, row);
    return decides ? ['approve', 'sendBack'] : [];
  }

  private toListItem({ row, content }: Shown, viewer: Viewer, school: SchoolContext): ApprovalListItem {
    return {
      id: row.id,
      version: row.version,
      kind: row.kind,
      status: row.status,
      student:
        row.studentId === null
          ? null
          : {
              id: row.studentId,
              name: row.studentName ?? '',
              class: row.class ? classNameOf(row.class, school) : null,
            },
      about: content.about,
      fields: [...new Set(content.changes.map(({ field }) => field))],
      origin: row.origin,
      proposedBy: row.proposedBy === null ? null : { id: row.proposedBy, name: row.proposerName ?? '' },
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: row.decidedBy === null ? null : { id: row.decidedBy, name: row.deciderName ?? '' },
      decidedAt: row.decidedAt?.toISOString() ?? null,
      may: this.acts(row, viewer),
    };
  }

  private toView(shown: Shown, viewer: Viewer, school: SchoolContext): ApprovalView {
    return {
      ...this.toListItem(shown, viewer, school),
      reason: shown.row.reason,
      decisionReason: shown.row.decisionReason,
      changes: shown.content.changes.map(({ field, person = null, before, after, applied = false, present }) => ({
        field,
        person,
        before,
        after,
        applied,
        overtaken: present !== undefined,
        present: present ?? null,
      })),
    };
  }
}

/** Cursors hold the last row's id and nothing else: they stand in URLs. */
function idOf(cursor: string | undefined): string | null {
  const id = fromCursor(cursor, 1)?.[0] ?? null;
  if (id !== null && !(typeof id === 'string' && UUID.test(id)))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return id;
}
