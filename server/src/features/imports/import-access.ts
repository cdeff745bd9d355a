import { withheldFrom } from '@tongxin/shared';
import type { Statement } from '../../database/statement.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ForbiddenError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { toImportView, type ImportSummaryRow } from './import.views.js';
import { IMPORT, IMPORT_TO_CHANGE } from './imports.queries.js';

/**
 * Whoever imports sees only what they uploaded until it is committed: an import of somebody else is not there before.
 * @throws NotFoundError
 */
export async function visibleImport(tx: Tx, id: string, statement: Statement = IMPORT): Promise<ImportSummaryRow> {
  const [found] = await tx.query<ImportSummaryRow>(statement, [tx.viewer.schoolId, tx.viewer.id, id]);
  if (!found) throw new NotFoundError();
  return found;
}

/**
 * Rows, documents and every step belong to whoever uploaded the ledger.
 * @throws NotFoundError; ForbiddenError for a committed import of somebody else
 */
export function assertOwn({ createdById }: Pick<ImportSummaryRow, 'createdById'>, viewer: Viewer): void {
  if (createdById !== viewer.id) throw new ForbiddenError();
}

/**
 * An own import, held until the transaction ends.
 * @param seen the version the person has seen; null where they did not say
 * @throws NotFoundError, ForbiddenError; StaleVersionError with the import as it is now
 */
export async function ownImportToChange(tx: Tx, id: string, seen: number | null): Promise<ImportSummaryRow> {
  const found = await visibleImport(tx, id, IMPORT_TO_CHANGE);
  assertOwn(found, tx.viewer);
  if (seen !== null && seen !== found.version)
    throw new StaleVersionError(found.version, toImportView(found, tx.viewer.id));
  return found;
}

/** Whether the person is shown every category of the school's children, or the aid categories only. */
export function seesAllCategories(viewer: Viewer): boolean {
  const withheld = withheldFrom(viewer, 'student.view', { classId: null });
  return !withheld.has('otherCategories') && !withheld.has('categories');
}
