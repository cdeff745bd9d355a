import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { holds, LIMITS } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ForbiddenError, InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { CHECK_TASK } from './check-ledger.job.js';
import { headerAssignments } from './column-assignment.js';
import { COMMIT_TASK } from './commit-ledger.job.js';
import { ownImportToChange, seesAllCategories, visibleImport } from './import-access.js';
import { Import, ImportHeader } from './import.entities.js';
import type { CommitWish } from './import-facts.js';
import { assertStep, type ImportKind, type ImportStatus } from './import.states.js';
import { toImportView, type ImportSummaryRow } from './import.views.js';
import type { AssignColumnsRequest, CommitImportRequest, ImportListQuery, ImportView } from './imports.dto.js';
import { IMPORT, IMPORTS } from './imports.queries.js';
import type { UploadedLedger } from './uploaded-ledger.js';

const A_DAY = 24 * 60 * 60 * 1000;

/** Ledgers on their way in: upload, look, assign columns, commit, cancel. Reading and writing them happens in the background. */
@Injectable()
export class ImportsService {
  constructor(private readonly db: Database) {}

  /** Keeps an uploaded ledger and asks for its check. The same Idempotency-Key with the same file is one import. */
  upload(viewer: Viewer, ledger: UploadedLedger, kind: ImportKind = 'ledger'): Promise<ImportView> {
    if (kind === 'roster' && !holds(viewer, 'roster.import')) throw new ForbiddenError();
    return this.db.as({ ...viewer, retryKey: ledger.retryKey }, async (tx) => {
      const id = v7();
      await tx.insert(Import, {
        id,
        kind,
        status: 'checking',
        fileName: ledger.fileName,
        file: ledger.bytes,
        fileHash: ledger.hash,
        createdBy: viewer.id,
        createdAt: viewer.now,
        expiresAt: new Date(viewer.now.getTime() + LIMITS.importDays * A_DAY),
      });
      await tx.trace('import.uploaded', { subjectId: id });
      await enqueue(tx, CHECK_TASK, id);
      return show(tx, id);
    });
  }

  async list(viewer: Viewer, query: ImportListQuery): Promise<Page<ImportView>> {
    const limit = query.limit ?? LIMITS.pageDefault;
    const [createdAt, id] = fromCursor(query.cursor, 2) ?? [null, null];
    const rows = await this.db.read<ImportSummaryRow>(viewer, IMPORTS, [
      viewer.schoolId,
      viewer.id,
      createdAt,
      id,
      limit + 1,
      query.kind ?? null,
    ]);
    return toPage(
      rows,
      limit,
      (row) => toImportView(row, viewer.id),
      (row) => toCursor([row.createdAt.toISOString(), row.id]),
    );
  }

  async get(viewer: Viewer, id: string): Promise<ImportView> {
    const [found] = await this.db.read<ImportSummaryRow>(viewer, IMPORT, [viewer.schoolId, viewer.id, id]);
    if (!found) throw new NotFoundError();
    return toImportView(found, viewer.id);
  }

  /** Remembers for the school what headers mean, and checks the ledger again from its file; rows mended by hand are read anew. */
  assignColumns(viewer: Viewer, id: string, seen: number, request: AssignColumnsRequest): Promise<ImportView> {
    return this.db.as(viewer, async (tx) => {
      const found = await ownImportToChange(tx, id, seen);
      assertStep(found, 'checking', viewer.now);
      const { remembered, forgotten } = headerAssignments(found.columns, request.columns);
      await rememberHeaders(tx, remembered);
      await forgetHeaders(tx, forgotten);
      await step(tx, found, 'checking', { progressDone: 0, progressTotal: 0, failure: null });
      await tx.trace('import.columnsAssigned', { subjectId: id });
      await enqueue(tx, CHECK_TASK, id);
      return show(tx, id);
    });
  }

  /**
   * Asks for the good rows to be written.
   * @throws ConflictError `import.wrongStep` also for the second of two who press at once
   */
  commit(viewer: Viewer, id: string, seen: number | null, request: CommitImportRequest): Promise<ImportView> {
    return this.db.as(viewer, async (tx) => {
      const found = await ownImportToChange(tx, id, seen);
      assertStep(found, 'committing', viewer.now);
      if (request.rows) await assertRowsExist(tx, id, request.rows);
      const wish: CommitWish = {
        createClasses: request.createClasses ?? false,
        rows: request.rows ?? null,
        seesAllCategories: seesAllCategories(viewer),
      };
      await step(tx, found, 'committing', { progressDone: 0, progressTotal: 0, failure: null, request: wish });
      await enqueue(tx, COMMIT_TASK, id);
      return show(tx, id);
    });
  }

  /** Throws the upload away: file and rows go, nothing was written. */
  cancel(viewer: Viewer, id: string, seen: number | null): Promise<ImportView> {
    return this.db.as(viewer, async (tx) => {
      const found = await ownImportToChange(tx, id, seen);
      assertStep(found, 'cancelled', viewer.now);
      await tx.query(`DELETE FROM import_rows WHERE school_id = $1 AND import_id = $2`, [viewer.schoolId, id]);
      await step(tx, found, 'cancelled', { file: null, unknownClasses: [] });
      await tx.trace('import.cancelled', { subjectId: id });
      return show(tx, id);
    });
  }
}

async function step(
  tx: Tx,
  { id, version }: ImportSummaryRow,
  status: ImportStatus,
  changes: Partial<Pick<Import, 'progressDone' | 'progressTotal' | 'failure' | 'request' | 'file' | 'unknownClasses'>>,
): Promise<void> {
  await tx.update(Import, { id }, { ...changes, status, version: version + 1 });
}

async function show(tx: Tx, id: string): Promise<ImportView> {
  return toImportView(await visibleImport(tx, id), tx.viewer.id);
}

/** One job an import at a time; the next step replaces one that has not begun. */
async function enqueue(tx: Tx, task: string, importId: string): Promise<void> {
  const { schoolId, id: actorId } = tx.viewer;
  await tx.enqueue(task, { schoolId, importId, actorId }, `import-${importId}`);
}

async function assertRowsExist(tx: Tx, importId: string, rows: readonly number[]): Promise<void> {
  const [found] = await tx.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM import_rows WHERE school_id = $1 AND import_id = $2 AND sheet_row = ANY($3::int[])`,
    [tx.viewer.schoolId, importId, rows],
  );
  if (found?.rows !== rows.length) throw InvalidRequestError.at('/rows', 'field.choice');
}

async function rememberHeaders(
  tx: Tx,
  assignments: readonly { readonly header: string; readonly field: string | null }[],
): Promise<void> {
  await forgetHeaders(
    tx,
    assignments.map(({ header }) => header),
  );
  await tx.insert(
    ImportHeader,
    assignments.map(({ header, field }) => ({
      header,
      field,
      assignedBy: tx.viewer.id,
      assignedAt: tx.viewer.now,
    })),
  );
}

async function forgetHeaders(tx: Tx, headers: readonly string[]): Promise<void> {
  await tx.query(`DELETE FROM import_headers WHERE school_id = $1 AND header = ANY($2::text[])`, [
    tx.viewer.schoolId,
    headers,
  ]);
}
