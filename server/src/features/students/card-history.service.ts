import { Injectable } from '@nestjs/common';
import { maskPhone, reachOf } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import type { ContactCardChangeView } from './contact-card.dto.js';
import { beginOf, olderThan, pageOfNewest, type NewestFirst } from './newest-first.js';
import { opening, openingValues } from './opening.js';

/** The history of a card, newest first, and the row its opening leaves; one empty row where the card has never changed. */
const OPEN_HISTORY = {
  name: 'contact-card-history',
  text: `${opening('contactCard.historyOpened')}
    SELECT h.* FROM s LEFT JOIN LATERAL (
      SELECT h.id, h.changed_at AS at, jsonb_build_object('id', b.id, 'name', b.name) AS by, h.field, h.person, h.before, h.after, h.source, h.reason, h.change_id AS "changeId",
             (SELECT jsonb_build_object('id', a.id, 'name', a.name) FROM staff a
               WHERE a.school_id = $1 AND a.id = coalesce(h.approved_by, CASE WHEN w.status = 'approved' AND h.changed_by = w.proposed_by THEN w.decided_by END)) AS "approvedBy",
             coalesce(w.status = 'open', false) AS unconfirmed
        FROM contact_card_changes h JOIN staff b ON b.school_id = h.school_id AND b.id = h.changed_by
        LEFT JOIN proposals w ON w.school_id = h.school_id AND w.id = h.proposal_id
       WHERE h.school_id = $1 AND h.student_id = s.id AND ${olderThan('contact_card_changes', 'h', 'changed_at', '$9')}
       ORDER BY h.changed_at DESC, h.id DESC LIMIT $10) h ON true`,
};

type Row = Omit<ContactCardChangeView, 'at'> & { at: Date };

/** What stood on a card before, who changed it, on what source and why. Old values are as protected as new ones: opening them is logged. */
@Injectable()
export class CardHistoryService {
  constructor(private readonly db: Database) {}

  async open(viewer: Viewer, studentId: string, query: NewestFirst): Promise<Page<ContactCardChangeView>> {
    const before = beginOf(query);
    const rows = await this.db.read<Row | { id: null }>(viewer, OPEN_HISTORY, [
      ...openingValues(viewer, studentId, reachOf(viewer, 'contactCard.history')),
      before.id,
      before.limit + 1,
    ]);
    if (rows.length === 0) throw new NotFoundError();
    return pageOfNewest(
      rows.filter((row): row is Row => row.id !== null),
      before,
      toChangeView,
    );
  }
}

function toChangeView({ at, before, after, ...row }: Row): ContactCardChangeView {
  const shown = (value: string | null): string | null =>
    row.field === 'phone' && value !== null ? maskPhone(value) : value;
  return {
    id: row.id,
    at: at.toISOString(),
    by: row.by,
    field: row.field,
    person: row.person,
    before: shown(before),
    after: shown(after),
    source: row.source,
    reason: row.reason,
    changeId: row.changeId,
    approvedBy: row.approvedBy,
    unconfirmed: row.unconfirmed,
  };
}
