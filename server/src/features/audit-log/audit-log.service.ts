import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { grantsOf, LIMITS, reachOf } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Page } from '../../platform/fields/page.js';
import { beginOf, KNOWN_ACT, olderThan, pageOfNewest } from '../students/index.js';
import { csvLine, HEADINGS, MARK, partOf } from './audit-csv.js';
import type { AuditExportQuery, AuditFilter, AuditItem, AuditQuery, AuditSeal } from './audit-log.dto.js';

const ROWS_AT_A_TIME = 1_000;

const EMERGENCY = `(e.act LIKE 'emergencyAccess.%' OR coalesce(e.reason, '') = 'emergency' OR coalesce(e.reason, '') LIKE 'emergency: %')`;
const OPENING = `e.act ~ '[.](opened|historyOpened|revealed|printed|exported)$'`;

/**
 * The access log, newest first, of the children a permission reaches ($2 $3), of everything where it reaches the school, and of what the viewer did
 * ($4 $5). A child's name is shown within the reach of the log, or of the child ($6 $7).
 */
const LOG = {
  name: 'audit-log',
  text: `SELECT e.id, e.at, e.act, e.subject_id AS "subjectId", e.reason, ${EMERGENCY} AS emergency,
      CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name) END AS actor,
      CASE WHEN e.student_id IS NULL THEN NULL ELSE jsonb_build_object('id', e.student_id, 'name',
        CASE WHEN $2::boolean OR $6::boolean OR s.class_id = ANY($3::uuid[]) OR s.class_id = ANY($7::uuid[]) THEN s.name END) END AS student
    FROM audit_entries e
    LEFT JOIN staff p ON p.school_id = e.school_id AND p.id = e.actor_id
    LEFT JOIN students s ON s.school_id = e.school_id AND s.id = e.student_id
   WHERE e.school_id = $1 AND ($2::boolean OR s.class_id = ANY($3::uuid[]) OR ($4::boolean AND e.actor_id = $5::uuid)) AND ${KNOWN_ACT('$2')}
     AND ($8::uuid IS NULL OR e.actor_id = $8) AND ($9::uuid IS NULL OR e.student_id = $9) AND ($10::text IS NULL OR e.act = $10)
     AND CASE $11::text WHEN 'openings' THEN ${OPENING} WHEN 'changes' THEN NOT ${OPENING} WHEN 'emergencies' THEN ${EMERGENCY} ELSE true END
     AND ($12::date IS NULL OR e.at >= ($12::timestamp AT TIME ZONE $14)) AND ($13::date IS NULL OR e.at < (($13::date + 1)::timestamp AT TIME ZONE $14))
     AND ${olderThan('audit_entries', 'e', 'at', '$15')}
   ORDER BY e.at DESC, e.id DESC LIMIT $16`,
};

type Row = Omit<AuditItem, 'at'> & { at: Date };

/** Who read and changed what, for those who answer for it; whether the log is whole; and the log as a table to take away, which is written down too. */
@Injectable()
export class AuditLogService {
  constructor(private readonly db: Database) {}

  async list(viewer: Viewer, query: AuditQuery): Promise<Page<AuditItem>> {
    const before = beginOf(query);
    const rows = await this.rows(viewer, query, before.id, before.limit + 1);
    return pageOfNewest(rows, before, toItem);
  }

  /**
   * The log as comma-separated values, read and sent page by page. That it was taken is written down before the first line leaves.
   * @returns UTF-8 with a byte order mark, so that Excel reads it
   */
  async export(viewer: Viewer, query: AuditExportQuery): Promise<Readable> {
    await this.db.as(viewer, (tx) => tx.trace('audit.exported', { studentId: query.studentId ?? null }));
    return Readable.from(this.lines(viewer, query));
  }

  private async *lines(viewer: Viewer, query: AuditExportQuery): AsyncGenerator<string> {
    const language = query.language ?? 'zh-CN';
    yield MARK + csvLine(HEADINGS[language]);
    let last: string | null = null;
    for (let sent = 0; sent < LIMITS.auditExportRows; sent += ROWS_AT_A_TIME) {
      const rows: Row[] = await this.rows(viewer, query, last, ROWS_AT_A_TIME);
      yield rows
        .map((row) =>
          csvLine([
            row.at.toISOString(),
            row.actor?.name ?? '',
            row.act,
            partOf(row, language),
            row.student?.name ?? '',
            row.reason ?? '',
            row.id,
          ]),
        )
        .join('');
      last = rows.at(-1)?.id ?? null;
      if (rows.length < ROWS_AT_A_TIME) return;
    }
  }

  /** Computes every sealed block again from the rows as they stand now. */
  async seal(viewer: Viewer): Promise<AuditSeal> {
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const [found] = await tx.query<{
        blocks: number;
        entries: number;
        broken_at: number | null;
        newest_hash: Buffer | null;
        sealed_at: Date | null;
      }>('SELECT * FROM app.check_audit()');
      await tx.trace('audit.verified', { reason: found?.broken_at == null ? 'holds' : 'broken' });
      return {
        blocks: found?.blocks ?? 0,
        entries: found?.entries ?? 0,
        holds: found?.broken_at == null,
        brokenAt: found?.broken_at ?? null,
        newestHash: found?.newest_hash?.toString('hex') ?? null,
        sealedAt: found?.sealed_at?.toISOString() ?? null,
        checkedAt: viewer.now.toISOString(),
      };
    });
  }

  private rows(viewer: Viewer, filter: AuditFilter, last: string | null, limit: number): Promise<Row[]> {
    const reach = reachOf(viewer, 'audit.view');
    const children = reachOf(viewer, 'student.view');
    const own = grantsOf(viewer, 'audit.view').some(({ scopes }) => scopes.includes('own'));
    return this.db.read<Row>(viewer, LOG, [
      viewer.schoolId,
      reach.all,
      reach.classIds,
      own,
      viewer.id,
      children.all,
      children.classIds,
      filter.actorId ?? null,
      filter.studentId ?? null,
      filter.act ?? null,
      filter.only ?? null,
      filter.from ?? null,
      filter.to ?? null,
      viewer.timeZone,
      last,
      limit,
    ]);
  }
}

function toItem({ id, at, actor, act, student, subjectId, reason, emergency }: Row): AuditItem {
  return { id, at: at.toISOString(), actor, act, student, subjectId, reason, emergency };
}
