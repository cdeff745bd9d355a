import { Injectable } from '@nestjs/common';
import { LIMITS } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError, NotFoundError, type FieldProblem } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { SchoolContexts } from '../organisation/index.js';
import { assertOwn, ownImportToChange, seesAllCategories } from './import-access.js';
import { Import } from './import.entities.js';
import { assertMendable, type RowAction, type RowStatus } from './import.states.js';
import { toRowView, type ImportRowRow, type ImportSummaryRow } from './import.views.js';
import type { ImportRowQuery, ImportRowView, MendedRowView, MendImportRowRequest } from './imports.dto.js';
import { IMPORT, RECOUNT, RELATED_ROWS, REPLACE_ROWS, ROWS } from './imports.queries.js';
import { LedgerChecker } from './ledger/check-ledger.js';
import { keysOf } from './ledger/duplicates.js';
import type { LedgerColumn } from './ledger/header.js';
import { rowOfTexts } from './ledger/row.js';
import { ledgerSettings } from './ledger-settings.js';
import { withDifferences } from './school-children.js';
import { toStoredRow, type StoredRow } from './stored-rows.js';

type RelatedRow = Pick<StoredRow, 'sheetRow' | 'status' | 'action' | 'cells' | 'childKeys'>;

/** The rows of a ledger: reading them, mending one in place, deciding what becomes of it. */
@Injectable()
export class ImportRowsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async list(viewer: Viewer, importId: string, query: ImportRowQuery): Promise<Page<ImportRowView>> {
    const [found] = await this.db.read<ImportSummaryRow>(viewer, IMPORT, [viewer.schoolId, viewer.id, importId]);
    if (!found) throw new NotFoundError();
    assertOwn(found, viewer);
    const limit = query.limit ?? LIMITS.pageDefault;
    const [after] = fromCursor(query.cursor, 1) ?? [0];
    if (!Number.isSafeInteger(after)) throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
    const rows = await this.db.read<ImportRowRow>(viewer, ROWS, [
      viewer.schoolId,
      importId,
      query.status ?? null,
      after,
      limit + 1,
    ]);
    const all = seesAllCategories(viewer);
    return toPage(
      rows,
      limit,
      (row) => toRowView(row, all),
      (row) => toCursor([row.sheetRow]),
    );
  }

  /**
   * Changes cells of a row and checks it again, with every row that speaks of the same child; or says what becomes of it.
   * @param seen the version of the import
   */
  async mend(
    viewer: Viewer,
    importId: string,
    sheetRow: number,
    seen: number,
    request: MendImportRowRequest,
  ): Promise<MendedRowView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const found = await ownImportToChange(tx, importId, seen);
      assertMendable(found, viewer.now);
      const opening = { header: { columns: found.columns }, statedOn: found.statedOn ?? school.today };
      const settings = await ledgerSettings(tx, school, found.kind);
      const check = (row: Pick<RelatedRow, 'sheetRow' | 'cells'>, checker: LedgerChecker) =>
        checker.check(rowOfTexts(row.sheetRow, row.cells));

      const [row] = await relatedRows(tx, importId, [], sheetRow);
      if (!row) throw new NotFoundError();
      const mended = { ...row, cells: withCells(row.cells, found.columns, request.cells ?? {}) };
      // Which rows speak of the same child depends on nobody else's children.
      const { child } = check(mended, new LedgerChecker({ ...settings, children: [] }, opening));
      const related = await allRelatedRows(tx, importId, sheetRow, [...row.childKeys, ...(child ? keysOf(child) : [])]);

      const checker = new LedgerChecker(settings, opening);
      const checked = related.map((one) => check(one.sheetRow === sheetRow ? mended : one, checker));
      const before = new Map(related.map((one) => [one.sheetRow, one]));
      const stored = (await withDifferences(tx, school, checked, found.kind)).map((one) =>
        toStoredRow(one, found.kind, before.get(one.sheetRow)),
      );
      const rows = stored.map((one) =>
        one.sheetRow === sheetRow && request.action ? { ...one, action: allowed(request.action, one.status) } : one,
      );
      await tx.query(REPLACE_ROWS, [viewer.schoolId, importId, JSON.stringify(rows)]);
      await tx.query(RECOUNT, [viewer.schoolId, importId]);
      const version = found.version + 1;
      await tx.update(Import, { id: importId }, { version, failure: null });
      await tx.trace('import.rowMended', { subjectId: importId });
      const answer = rows.find((one) => one.sheetRow === sheetRow);
      if (!answer) throw new NotFoundError();
      return { ...toRowView(answer, seesAllCategories(viewer)), version };
    });
  }
}

async function relatedRows(tx: Tx, importId: string, keys: readonly string[], sheetRow: number): Promise<RelatedRow[]> {
  return tx.query<RelatedRow>(RELATED_ROWS, [tx.viewer.schoolId, importId, keys, sheetRow]);
}

/** The row itself and all that may be the same child as it was or is, or as one of those: which of them is the first may have changed for each. */
async function allRelatedRows(
  tx: Tx,
  importId: string,
  sheetRow: number,
  firstKeys: readonly string[],
): Promise<RelatedRow[]> {
  let keys = new Set(firstKeys);
  for (;;) {
    const rows = await relatedRows(tx, importId, [...keys], sheetRow);
    const more = new Set([...keys, ...rows.flatMap(({ childKeys }) => childKeys)]);
    if (more.size === keys.size) return rows;
    keys = more;
  }
}

/**
 * The cells of a row once some are changed; an empty text empties the cell.
 * @throws InvalidRequestError for a column the ledger does not have, and for what is no text of a cell
 */
function withCells(
  cells: Readonly<Record<string, string>>,
  columns: readonly LedgerColumn[],
  changes: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const problems: FieldProblem[] = [];
  const changed: Record<string, string> = { ...cells };
  for (const [letter, text] of Object.entries(changes)) {
    const pointer = `/cells/${letter.slice(0, 10).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const add = (code: FieldProblem['code'], params: Record<string, unknown> = {}) =>
      problems.push({ pointer, code, params });
    if (!columns.some((column) => column.letter === letter)) add('field.unknown');
    else if (typeof text !== 'string') add('field.type');
    else if (text.length > LIMITS.workbookCellMax) add('field.tooLong', { max: LIMITS.workbookCellMax });
    else changed[letter] = text;
  }
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return changed;
}

/** A child that is there already can be updated or left; anything else comes in as new or is left. */
function allowed(action: RowAction, status: RowStatus): RowAction {
  const choices: readonly RowAction[] = status === 'duplicate' ? ['update', 'skip'] : ['create', 'skip'];
  if (!choices.includes(action)) throw InvalidRequestError.at('/action', 'field.choice', { choices });
  return action;
}
