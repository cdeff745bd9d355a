import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  LEDGER_FETCHES,
  LEDGER_SECOND_PERSON,
  needsSecondPerson,
  type LedgerColumnCode,
  type Language,
} from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { SheetDocument, SheetTexts } from '../../platform/spreadsheets/sheet-messages.js';
import { writeSheet } from '../../platform/spreadsheets/write-sheet.js';
import { SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { classOf, LedgerChildren } from './ledger-children.js';
import { columnsOf, LedgerTexts } from './ledger-columns.js';
import { LedgerQueue } from './ledger-queue.js';
import { ledgerRows } from './ledger-rows.js';
import { LedgerRequest } from './ledger-request.entity.js';
import { fileNames, sheetOf } from './ledger-words.js';
import type { LedgerFilter, LedgerWish } from './ledgers.dto.js';
import { CHILDREN_EXPORTED } from './ledgers.queries.js';

/** A workbook to save, as it is written. */
export interface LedgerFile {
  readonly bytes: Readable;
  /** In the reader's language. */
  readonly name: string;
  /** In plain letters. */
  readonly plainName: string;
}

/** What one ledger is made of, once it is settled and in the access log. */
interface Settled {
  readonly ids: readonly string[];
  readonly columns: readonly LedgerColumnCode[];
  readonly language: Language;
  readonly document: SheetDocument;
}

/** So many children are read and written at a time: taking them in is never felt by another request. */
const ROWS_AT_A_TIME = 200;

/**
 * Ledgers as workbooks. Which children leave the house is settled and written into the access log, of each of them, before the first byte is sent;
 * what is sent is read afterwards, and never of anybody else.
 */
@Injectable()
export class LedgerFiles {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly children: LedgerChildren,
    private readonly queue: LedgerQueue,
  ) {}

  /**
   * A ledger small enough for one person to answer for.
   * @param given ends the work when the person is no longer there to take it
   * @throws ConflictError `ledger.needsSecondPerson`, `ledger.empty`, `ledger.tooMany`; InvalidRequestError, TooManyError `ledger.busy`
   */
  atOnce(
    viewer: Viewer,
    { filter = {}, columns, language = 'zh-CN' }: LedgerWish,
    given: AbortSignal,
  ): Promise<LedgerFile> {
    return this.write(viewer, given, async (tx, school) => {
      const chosen = columnsOf(viewer, columns);
      const ids = await this.children.ids(tx, filter, school);
      if (needsSecondPerson({ columns: chosen, categories: filter.categories ?? [] }, ids.length))
        throw new ConflictError('ledger.needsSecondPerson');
      return this.settle(tx, school, { ids, columns: chosen, filter, language, requestId: null });
    });
  }

  /**
   * A ledger that a second person agreed to, with the rights the person who asked has now.
   * @throws NotFoundError for somebody else's; ConflictError `ledger.waits`, `ledger.over`, `ledger.grown`, and as {@link atOnce}
   */
  agreed(viewer: Viewer, id: string, given: AbortSignal): Promise<LedgerFile> {
    return this.write(viewer, given, async (tx, school) => {
      const request = await tx.findOneForUpdate(LedgerRequest, { id, requestedBy: viewer.id });
      if (!request) throw new NotFoundError();
      const { filter, language, children, readyUntil, fetched } = request;
      if (readyUntil === null) throw new ConflictError('ledger.waits');
      if (readyUntil <= viewer.now || fetched >= LEDGER_FETCHES.times) throw new ConflictError('ledger.over');
      const ids = await this.children.ids(tx, filter, school);
      // As many more as would need a second person by themselves: nobody has agreed to those.
      if (ids.length >= children + LEDGER_SECOND_PERSON.family) throw new ConflictError('ledger.grown');
      await tx.update(LedgerRequest, { id }, { fetched: fetched + 1 });
      return this.settle(tx, school, {
        ids,
        columns: columnsOf(viewer, request.columns),
        filter,
        language,
        requestId: id,
      });
    });
  }

  private async write(
    viewer: Viewer,
    given: AbortSignal,
    settle: (tx: Tx, school: SchoolContext) => Promise<Settled>,
  ): Promise<LedgerFile> {
    const leave = await this.queue.enter();
    try {
      given.throwIfAborted();
      const school = await this.schools.of(viewer);
      const settled = await this.db.as({ ...viewer, retryKey: null }, (tx) => settle(tx, school));
      const bytes = writeSheet(settled.document, this.rows(viewer, settled, school), { signal: given });
      bytes.once('close', leave);
      return { bytes, ...fileNames(viewer.schoolName, viewer.today, settled.language) };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Writes into the access log what leaves the house: one row for the ledger, and one for each child. */
  private async settle(
    tx: Tx,
    school: SchoolContext,
    {
      filter,
      requestId,
      ...ledger
    }: Omit<Settled, 'document'> & { readonly filter: LedgerFilter; readonly requestId: string | null },
  ): Promise<Settled> {
    const { viewer } = tx;
    const { ids, columns, language } = ledger;
    await tx.trace('ledger.exported', { subjectId: requestId, reason: summaryOf(ids.length, columns, filter) });
    await tx.query(CHILDREN_EXPORTED, [
      viewer.schoolId,
      ids.map(() => v7()),
      ids,
      viewer.now,
      viewer.id,
      requestId,
      viewer.requestId,
    ]);
    const named = await classOf(tx, filter, school);
    const document = sheetOf({
      language,
      columns,
      filter,
      class: named,
      schoolName: viewer.schoolName,
      madeBy: viewer.name,
      today: viewer.today,
      time: timeOf(viewer),
    });
    return { ...ledger, document };
  }

  private async *rows(
    viewer: Viewer,
    { ids, columns, language }: Settled,
    school: SchoolContext,
  ): AsyncGenerator<SheetTexts[]> {
    const texts = new LedgerTexts(viewer, columns, { language, school });
    let written = 0;
    for (let from = 0; from < ids.length; from += ROWS_AT_A_TIME) {
      const rows = await ledgerRows(this.db, viewer, ids.slice(from, from + ROWS_AT_A_TIME));
      yield rows.map((row) => texts.row(row, (written += 1)));
    }
  }
}

/** How many children, which columns and by what they were chosen, in codes: never a name, and of a search only that there was one. */
function summaryOf(children: number, columns: readonly string[], { query, ...filter }: LedgerFilter): string {
  const chosen = Object.entries({ ...filter, ...(query ? { query: 'yes' } : {}) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`);
  return [`children=${children}`, `columns=${columns.join(',')}`, ...chosen].join('; ');
}

function timeOf({ now, timeZone }: Viewer): string {
  return now.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}
