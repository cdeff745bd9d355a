import { Injectable } from '@nestjs/common';
import {
  LEDGER_FETCHES,
  LIMITS,
  needsSecondPerson,
  type LedgerDecider,
  type LedgerRequestStatus,
  type ProposalKindCode,
} from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Proposals } from '../../platform/approvals/proposals.service.js';
import { ConflictError, InvalidRequestError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { beginOf, pageOfNewest } from '../students/index.js';
import { assertFits, LedgerChildren } from './ledger-children.js';
import { columnsOf, columnsOffered, masksNumbers } from './ledger-columns.js';
import { LedgerRequest } from './ledger-request.entity.js';
import type {
  LedgerPreview,
  LedgerRequestQuery,
  LedgerRequestView,
  LedgerRequestWish,
  LedgerWish,
} from './ledgers.dto.js';
import { OWN_REQUEST, OWN_REQUESTS, type LedgerRequestRow } from './ledgers.queries.js';

/** The kind of proposal a large ledger is. */
export const LEDGER_EXPORT = 'ledger.export' satisfies ProposalKindCode;

/** What a ledger would be, and the large ones that wait for a second person. */
@Injectable()
export class LedgersService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly children: LedgerChildren,
    private readonly proposals: Proposals,
  ) {}

  /** How many children, which columns, and who would have to agree; nothing of a child leaves by it. @throws InvalidRequestError */
  async preview(viewer: Viewer, { filter = {}, columns }: LedgerWish): Promise<LedgerPreview> {
    const school = await this.schools.of(viewer);
    const children = await this.children.count(viewer, filter, school);
    const chosen = columnsOf(viewer, columns);
    const needs = needsSecondPerson({ columns: chosen, categories: filter.categories ?? [] }, children);
    return {
      children,
      tooMany: children > LIMITS.ledgerChildren,
      columns: chosen,
      offered: columnsOffered(viewer),
      masked: masksNumbers(viewer),
      decider: needs ? deciderFor(viewer) : null,
    };
  }

  /**
   * Asks a second person for a large ledger.
   * @throws ConflictError `ledger.needsNobody`, `ledger.empty`, `ledger.tooMany`; InvalidRequestError `ledger.queryNotKept` where it is narrowed
   *   by a search: what was typed may name a child, and is not kept
   */
  async request(
    viewer: Viewer,
    { filter = {}, columns, language = 'zh-CN', reason }: LedgerRequestWish,
  ): Promise<LedgerRequestView> {
    const { query, ...kept } = filter;
    if (query) throw InvalidRequestError.at('/filter/query', 'ledger.queryNotKept');
    const school = await this.schools.of(viewer);
    const children = await this.children.count(viewer, kept, school);
    assertFits(children);
    const chosen = columnsOf(viewer, columns);
    if (!needsSecondPerson({ columns: chosen, categories: kept.categories ?? [] }, children))
      throw new ConflictError('ledger.needsNobody');
    return this.db.as(viewer, async (tx) => {
      const id = v7();
      await tx.insert(LedgerRequest, {
        id,
        requestedBy: viewer.id,
        requestedAt: viewer.now,
        filter: kept,
        columns: chosen,
        language,
        children,
      });
      await this.proposals.propose(tx, {
        kind: LEDGER_EXPORT,
        subjectId: id,
        content: { decider: deciderFor(viewer) },
        reason,
      });
      const [row] = await tx.query<LedgerRequestRow>(OWN_REQUEST, [viewer.schoolId, viewer.id, id]);
      return toView(row!, viewer, school);
    });
  }

  /** The person's own, the newest first. */
  async list(viewer: Viewer, query: LedgerRequestQuery): Promise<Page<LedgerRequestView>> {
    const before = beginOf(query);
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<LedgerRequestRow>(viewer, OWN_REQUESTS, [
      viewer.schoolId,
      viewer.id,
      before.id,
      before.limit + 1,
    ]);
    return pageOfNewest(rows, before, (row) => toView(row, viewer, school));
  }
}

/** The department agrees to the ledgers of others, the principal to the department's own. */
function deciderFor(viewer: Viewer): LedgerDecider {
  return viewer.roles.includes('moralEducation') ? 'principal' : 'moralEducation';
}

function statusOf({ approvalStatus, readyUntil, fetched }: LedgerRequestRow, now: Date): LedgerRequestStatus {
  if (approvalStatus === 'open') return 'waiting';
  if (approvalStatus !== 'approved') return approvalStatus;
  return readyUntil !== null && readyUntil > now && fetched < LEDGER_FETCHES.times ? 'ready' : 'over';
}

function toView(row: LedgerRequestRow, viewer: Viewer, school: SchoolContext): LedgerRequestView {
  const { filter } = row;
  const status = statusOf(row, viewer.now);
  return {
    id: row.id,
    approvalId: row.approvalId,
    status,
    requestedAt: row.requestedAt.toISOString(),
    children: row.children,
    columns: row.columns,
    filter: {
      class: row.class && classNameOf(row.class, school),
      categories: filter.categories ?? [],
      status: filter.status ?? null,
      urgency: filter.urgency ?? null,
      card: filter.card ?? null,
      withoutCareFile: filter.withoutCareFile ?? false,
    },
    language: row.language,
    decider: row.decider,
    decidedBy: row.approvalStatus === 'withdrawn' ? null : row.decidedBy,
    decisionReason: row.decisionReason,
    readyUntil: row.readyUntil?.toISOString() ?? null,
    fetchesLeft: status === 'ready' ? LEDGER_FETCHES.times - row.fetched : 0,
  };
}
