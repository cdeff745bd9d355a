import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { LIMITS, mayOn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { newToken, sha256 } from '../../platform/crypto/tokens.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
} from '../../platform/errors/domain-error.js';
import { Guardian, StudentAccess } from '../students/index.js';
import { GuardianLink } from './guardian-link.entities.js';
import { isOpen, stateOf } from './guardian-link.rules.js';
import type { GuardianLinkList, GuardianLinkView, MakeGuardianLinkRequest } from './guardian-links.dto.js';

const A_DAY = 24 * 60 * 60 * 1000;

interface LinkRow extends Pick<
  GuardianLink,
  'id' | 'version' | 'note' | 'madeAt' | 'expiresAt' | 'openedAt' | 'usedAt' | 'outcome' | 'proposalId' | 'revokedAt'
> {
  makerId: string;
  makerName: string;
  guardianId: string | null;
  guardianName: string | null;
}

const LINKS = `SELECT l.id, l.version, l.note, l.made_at AS "madeAt", l.expires_at AS "expiresAt", l.opened_at AS "openedAt", l.used_at AS "usedAt", l.outcome,
    l.proposal_id AS "proposalId", l.revoked_at AS "revokedAt", m.id AS "makerId", m.name AS "makerName", g.id AS "guardianId", g.name AS "guardianName"
  FROM guardian_links l JOIN staff m ON m.school_id = l.school_id AND m.id = l.made_by
  LEFT JOIN guardians g ON g.school_id = l.school_id AND g.id = l.guardian_id
 WHERE l.school_id = $1 AND l.student_id = $2`;
const NEWEST = `${LINKS} ORDER BY l.made_at DESC, l.id DESC LIMIT 50`;
const ONE = `${LINKS} AND l.id = $3`;
const OPEN_ONES = `SELECT count(*)::int AS n FROM guardian_links
  WHERE school_id = $1 AND student_id = $2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3`;

/** Links for guardians as the school handles them: made, looked over, taken back. */
@Injectable()
export class GuardianLinksService {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
  ) {}

  list(viewer: Viewer, studentId: string): Promise<GuardianLinkList> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.access.visible(tx, studentId, 'guardianLink.view');
      const rows = await tx.query<LinkRow>(NEWEST, [viewer.schoolId, studentId]);
      return {
        items: rows.map((row) => toView(row, viewer.now)),
        mayMake: mayOn(viewer, 'guardianLink.create', student),
      };
    });
  }

  /**
   * Makes a link and tells its secret, this once. It is not kept for a repeated request: an answer that got lost is a link to be taken back.
   * @returns the link and its secret
   * @throws NotFoundError, ForbiddenError; ConflictError `guardianLink.tooMany`; InvalidRequestError for a guardian who is not on the card
   */
  make(
    viewer: Viewer,
    studentId: string,
    { guardianId, note }: MakeGuardianLinkRequest,
  ): Promise<{ link: GuardianLinkView; token: string }> {
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const student = await this.access.visible(tx, studentId, 'guardianLink.view', true);
      if (!mayOn(viewer, 'guardianLink.create', student)) throw new ForbiddenError();
      if (guardianId !== undefined) await assertOnCard(tx, studentId, guardianId);
      const [open] = await tx.query<{ n: number }>(OPEN_ONES, [viewer.schoolId, studentId, viewer.now]);
      if (open!.n >= LIMITS.guardianLinksOpen) throw new ConflictError('guardianLink.tooMany');
      const id = v7();
      const token = newToken();
      await tx.insert(GuardianLink, {
        id,
        studentId,
        guardianId: guardianId ?? null,
        note: note ?? null,
        madeBy: viewer.id,
        madeAt: viewer.now,
        expiresAt: new Date(viewer.now.getTime() + LIMITS.guardianLinkDays * A_DAY),
      });
      await tx.query(`SELECT app.keep_guardian_link($1, $2)`, [sha256(token), id]);
      await tx.trace('guardianLink.made', { studentId, subjectId: id });
      return { link: await show(tx, studentId, id), token };
    });
  }

  /** @throws NotFoundError, ForbiddenError; ConflictError `guardianLink.over` for one that is used, expired or revoked */
  revoke(viewer: Viewer, studentId: string, id: string): Promise<GuardianLinkView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.access.visible(tx, studentId, 'guardianLink.view');
      const link = await tx.findOneForUpdate(GuardianLink, { id, studentId });
      if (!link) throw new NotFoundError();
      if (!mayOn(viewer, 'guardianLink.create', student)) throw new ForbiddenError();
      if (!isOpen(stateOf(link, viewer.now))) throw new ConflictError('guardianLink.over');
      await tx.updateVersion(GuardianLink, { id }, link, link.version, {
        revokedAt: viewer.now,
        revokedBy: viewer.id,
      });
      await tx.trace('guardianLink.revoked', { studentId, subjectId: id });
      return show(tx, studentId, id);
    });
  }
}

async function assertOnCard(tx: Tx, studentId: string, guardianId: string): Promise<void> {
  const guardian = await tx.findOne(Guardian, { id: guardianId, studentId });
  if (!guardian || guardian.removedAt || guardian.deceased)
    throw InvalidRequestError.at('/guardianId', 'guardian.unknown');
}

async function show(tx: Tx, studentId: string, id: string): Promise<GuardianLinkView> {
  const [row] = await tx.query<LinkRow>(ONE, [tx.viewer.schoolId, studentId, id]);
  return toView(row!, tx.viewer.now);
}

function toView(row: LinkRow, now: Date): GuardianLinkView {
  return {
    id: row.id,
    version: row.version,
    state: stateOf(row, now),
    guardian: row.guardianId === null ? null : { id: row.guardianId, name: row.guardianName! },
    note: row.note,
    madeBy: { id: row.makerId, name: row.makerName },
    madeAt: row.madeAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    usedAt: row.usedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    proposalId: row.proposalId,
  };
}
