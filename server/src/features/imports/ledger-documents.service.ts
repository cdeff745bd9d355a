import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { gradeOf, type Language } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { SchoolContexts, type ClassFacts } from '../organisation/index.js';
import { classWord, gradeWord } from './class-words.js';
import { assertOwn, visibleImport } from './import-access.js';
import type { ImportKind } from './import.states.js';
import type { ImportRowRow, ImportSummaryRow } from './import.views.js';
import { ROWS, SCHOOL_CLASSES } from './imports.queries.js';
import type { ErrorRow } from './ledger/error-workbook.js';
import { writeErrorFile, writeTemplateFile } from './ledger/ledger-process.js';

/** A workbook to download: its bytes, and what to call it in the reader's language and in plain letters. */
export interface LedgerDocument {
  readonly bytes: Buffer;
  readonly name: string;
  readonly plainName: string;
}

const ROWS_AT_A_TIME = 200;
/** Each takes a process of its own; more wait for their turn. */
const AT_ONCE = 2;

/** The workbooks the import makes: the ledger to fill in, and the rows that stayed behind. */
@Injectable()
export class LedgerDocuments {
  private readonly turn = pLimit(AT_ONCE);

  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  /** The ledger to fill in, offering the school's own grades and classes. */
  async template(viewer: Viewer, language: Language, kind: ImportKind): Promise<LedgerDocument> {
    const school = await this.schools.of(viewer);
    const classes = await this.db.read<ClassFacts>(viewer, { name: 'import-classes', text: SCHOOL_CLASSES }, [
      viewer.schoolId,
    ]);
    const present = classes.flatMap((one) => {
      const grade = gradeOf({ ...one, system: school.system }, school.schoolYear);
      return grade === null ? [] : [{ grade, number: one.number }];
    });
    const bytes = await this.turn(() =>
      writeTemplateFile({
        language,
        kind,
        grades: inOrder(present.map(({ grade }) => grade)).map((grade) => gradeWord(grade, language)),
        classes: inOrder(present.map(({ number }) => number)).map((number) => classWord(number, language)),
      }),
    );
    const plainName = `tongxin-${kind}-template.xlsx`;
    const chinese = kind === 'roster' ? '学生花名册模板.xlsx' : '特殊群体学生台账模板.xlsx';
    return { bytes, name: language === 'zh-CN' ? chinese : plainName, plainName };
  }

  /**
   * The rows with errors, each with its reasons, to mend and upload again. It holds children's data, so it leaves a row in the access log.
   * @throws NotFoundError, ForbiddenError; ConflictError where there are no rows: before the check and after the 30 days
   */
  async errors(viewer: Viewer, importId: string, language: Language): Promise<LedgerDocument> {
    const found = await this.db.as(viewer, async (tx) => {
      const own = await visibleImport(tx, importId);
      assertOwn(own, viewer);
      assertHasRows(own, viewer.now);
      await tx.trace('import.errorsExported', { subjectId: importId });
      return own;
    });
    const document = { language, columns: found.columns, statedOn: found.statedOn ?? viewer.today };
    const bytes = await this.turn(() => writeErrorFile(document, this.errorRows(viewer, importId)));
    const base = found.fileName.replace(/\.[^.]*$/, '');
    return {
      bytes,
      name: language === 'zh-CN' ? `${base}-待修改.xlsx` : `${base}-to-mend.xlsx`,
      plainName: 'ledger-to-mend.xlsx',
    };
  }

  private async *errorRows(viewer: Viewer, importId: string): AsyncGenerator<ErrorRow[]> {
    for (let after = 0; ;) {
      const rows = await this.db.read<ImportRowRow>(viewer, ROWS, [
        viewer.schoolId,
        importId,
        'error',
        after,
        ROWS_AT_A_TIME,
      ]);
      const last = rows.at(-1);
      if (!last) return;
      after = last.sheetRow;
      yield rows.map(({ sheetRow, cells, problems }) => ({ sheetRow, cells, problems }));
    }
  }
}

function assertHasRows({ status, expiresAt }: ImportSummaryRow, now: Date): void {
  if (status === 'expired' || expiresAt <= now) throw new ConflictError('import.expired');
  if (!['checked', 'committing', 'committed'].includes(status)) throw new ConflictError('import.wrongStep');
}

function inOrder(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}
