import { setImmediate as turn } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Tx } from '../../database/transaction.js';
import { SchoolClass, type SchoolContext } from '../organisation/index.js';
import { draftOf, type StudentWriter } from '../students/index.js';
import type { CommitWish, ImportResult } from './import-facts.js';
import type { ImportKind } from './import.states.js';
import { shownDifferences } from './import.views.js';
import {
  CHILDREN_OF_ROWS,
  CLASSES_TO_CREATE,
  MARK_LEFT_OUT,
  MARK_TAKEN_IN,
  REPEATING_ROWS,
  ROWS_TO_COMMIT,
  ROWS_TO_CREATE,
  ROWS_TO_UPDATE,
} from './imports.queries.js';
import { keyColumn, type LedgerSettings } from './ledger/check-ledger.js';
import type { NamedClass } from './ledger/class-resolver.js';
import { KnownChildren } from './ledger/duplicates.js';
import type { LedgerColumn } from './ledger/header.js';
import type { LedgerChild } from './ledger/ledger-child.js';
import type { RowProblem } from './ledger/row-cells.js';
import { ledgerSettings } from './ledger-settings.js';
import { childrenInCare, draftOfChild } from './school-children.js';
import type { StoredRow } from './stored-rows.js';

/** So many children are written at a time: few statements, and other requests come in between. */
const ROWS_AT_A_TIME = 250;
/** After so many known children, whoever else has a request comes first. */
const CHILDREN_A_TURN = 1_000;

/** What is committed, and why. */
export interface CommitTask {
  readonly kind: ImportKind;
  readonly importId: string;
  readonly fileName: string;
  readonly statedOn: string;
  readonly columns: readonly LedgerColumn[];
  readonly wish: CommitWish;
}

/** A row that names a child; others are never committed. */
type ChildRow = Pick<StoredRow, 'sheetRow' | 'duplicateOf'> & { readonly parsed: LedgerChild };

interface TakenIn {
  readonly sheetRow: number;
  readonly studentId: string;
  readonly classId: string | null;
}

interface LeftOut {
  readonly sheetRow: number;
  readonly status: 'duplicate' | 'error';
  readonly problem: RowProblem;
  readonly studentId: string | null;
}

/**
 * Writes the good rows of a ledger into the school, inside one transaction. Every row is held against the school as it is now: who has
 * come in since the check is a duplicate, and no number is given twice.
 */
export class LedgerCommit {
  private readonly known = new KnownChildren<string>();
  private readonly classes = new Map<string, string>();
  private created = 0;
  private updated = 0;
  private classesCreated = 0;
  private done = 0;
  private total = 0;

  private constructor(
    private readonly tx: Tx,
    private readonly students: StudentWriter,
    private readonly task: CommitTask,
    private readonly sayHowFar: (done: number, total: number) => Promise<void>,
  ) {}

  /** @param sayHowFar called after each batch, with rows done of all that are looked at */
  static async run(
    tx: Tx,
    students: StudentWriter,
    school: SchoolContext,
    task: CommitTask,
    sayHowFar: (done: number, total: number) => Promise<void>,
  ): Promise<ImportResult> {
    const commit = new LedgerCommit(tx, students, task, sayHowFar);
    await commit.getToKnow(await ledgerSettings(tx, school, task.kind));
    return commit.run();
  }

  private async getToKnow({ children, classes }: LedgerSettings): Promise<void> {
    for (const [position, child] of children.entries()) {
      if (position % CHILDREN_A_TURN === 0) await turn();
      this.known.add(child, child.id);
    }
    for (const one of classes) this.classes.set(cohortOf(one), one.id);
  }

  private async run(): Promise<ImportResult> {
    this.total = await this.count(ROWS_TO_COMMIT);
    if (this.task.wish.createClasses) await this.createClasses();
    await this.inBatches(ROWS_TO_CREATE, (rows) => this.create(rows));
    await this.inBatches(ROWS_TO_UPDATE, (rows) => this.update(rows));
    const skipped = (await this.count(REPEATING_ROWS)) - this.updated;
    return { created: this.created, updated: this.updated, skipped, classesCreated: this.classesCreated };
  }

  /** Each class once, also where somebody else creates it at this moment. */
  private async createClasses(): Promise<void> {
    const { tx } = this;
    const named = await tx.query<{ class: NamedClass }>(CLASSES_TO_CREATE, this.scope());
    for (const { class: wanted } of named) {
      if (this.classes.has(cohortOf(wanted))) continue;
      const { stage, entryYear, number } = wanted;
      const id = v7();
      const isNew = (await tx.insertOnce(SchoolClass, [{ id, stage, entryYear, number }])) === 1;
      if (isNew) {
        await tx.trace('class.created', { subjectId: id });
        this.classesCreated += 1;
      }
      const there = isNew ? { id } : await tx.findOne(SchoolClass, { stage, entryYear, number });
      if (there) this.classes.set(cohortOf(wanted), there.id);
    }
  }

  private async create(rows: readonly ChildRow[]): Promise<void> {
    const taken: (TakenIn & { readonly child: LedgerChild })[] = [];
    const left: LeftOut[] = [];
    for (const { sheetRow, parsed: child } of rows) {
      const classId = this.classOf(child);
      // Its class has not been created: the row stays what it is, an error.
      if (child.class && classId === null) continue;
      const same = this.known.find(child);
      if (same.kind === 'none') {
        const studentId = v7();
        this.known.add(child, studentId);
        taken.push({ sheetRow, studentId, classId, child });
      } else left.push(this.leftOut(sheetRow, same.kind === 'one' ? same.found : null));
    }
    await this.students.createMany(
      this.tx,
      taken.map(({ child, classId, studentId }) => ({
        ...draftOfChild(child, classId, this.task.statedOn),
        id: studentId,
      })),
    );
    this.created += taken.length;
    await this.mark(
      MARK_TAKEN_IN,
      taken.map(({ sheetRow, studentId, classId }) => ({ sheetRow, studentId, classId })),
    );
    await this.mark(MARK_LEFT_OUT, left);
  }

  private async update(rows: readonly ChildRow[]): Promise<void> {
    const taken: TakenIn[] = [];
    const earlier = await this.childrenOfEarlierRows(rows);
    const idOf = ({ duplicateOf }: ChildRow): string | null =>
      duplicateOf?.studentId ?? (duplicateOf?.sheetRow == null ? null : (earlier.get(duplicateOf.sheetRow) ?? null));
    const ids = rows.flatMap((row) => idOf(row) ?? []);
    const stored = new Map((await draftOf(this.tx, ids)).map((draft) => [draft.id, draft]));
    const filed = this.task.kind === 'roster' ? await childrenInCare(this.tx, ids) : new Set<string>();
    for (const row of rows) {
      const studentId = idOf(row);
      const same = this.known.find(row.parsed);
      // The row repeats somebody else by now, or the row it repeats was not imported.
      if (studentId === null || same.kind !== 'one' || same.found !== studentId) continue;
      const classId = this.classOf(row.parsed);
      const known = stored.get(studentId);
      const whole = draftOfChild(row.parsed, classId, this.task.statedOn, known);
      // Of a child in care a roster changes the class and nothing else.
      const draft = filed.has(studentId) && known ? { ...known, classId: classId ?? known.classId } : whole;
      const origin = { source: 'import', reason: this.task.fileName } as const;
      if (this.isTold(row, await this.students.update(this.tx, studentId, draft, origin))) this.updated += 1;
      taken.push({ sheetRow: row.sheetRow, studentId, classId });
    }
    await this.mark(MARK_TAKEN_IN, taken);
  }

  private classOf({ class: named }: LedgerChild): string | null {
    return named && (this.classes.get(cohortOf(named)) ?? null);
  }

  /** Somebody else brought the child in since the check; or its keys hit two children by now. */
  private leftOut(sheetRow: number, studentId: string | null): LeftOut {
    const column = keyColumn(this.task.columns);
    return studentId === null
      ? {
          sheetRow,
          status: 'error',
          problem: { column, code: 'row.keysDisagree', params: {}, severity: 'error' },
          studentId,
        }
      : {
          sheetRow,
          status: 'duplicate',
          problem: { column, code: 'row.duplicateInSchool', params: {}, severity: 'warning' },
          studentId,
        };
  }

  /** A category that the person is not shown must not be told by the number of changes either. */
  private isTold({ duplicateOf }: ChildRow, changed: boolean): boolean {
    if (this.task.wish.seesAllCategories) return changed;
    return shownDifferences(duplicateOf?.differences ?? [], false).length > 0;
  }

  private async childrenOfEarlierRows(rows: readonly ChildRow[]): Promise<Map<number, string>> {
    const repeated = rows.flatMap(({ duplicateOf }) => duplicateOf?.sheetRow ?? []);
    const [schoolId, importId] = this.scope();
    const found = await this.tx.query<{ sheetRow: number; studentId: string }>(CHILDREN_OF_ROWS, [
      schoolId,
      importId,
      repeated,
    ]);
    return new Map(found.map(({ sheetRow, studentId }) => [sheetRow, studentId]));
  }

  private async inBatches(statement: string, write: (rows: readonly ChildRow[]) => Promise<void>): Promise<void> {
    for (let after = 0; ;) {
      const rows = await this.tx.query<ChildRow>(statement, [...this.scope(), after, ROWS_AT_A_TIME]);
      const last = rows.at(-1);
      if (!last) return;
      after = last.sheetRow;
      await write(rows);
      this.done += rows.length;
      await this.sayHowFar(this.done, this.total);
    }
  }

  /** @param rows in the order of the sheet */
  private async mark(statement: string, rows: readonly { readonly sheetRow: number }[]): Promise<void> {
    const [schoolId, importId] = this.scope();
    const [first, last] = [rows.at(0), rows.at(-1)];
    if (first && last)
      await this.tx.query(statement, [schoolId, importId, JSON.stringify(rows), first.sheetRow, last.sheetRow]);
  }

  private async count(statement: string): Promise<number> {
    const [found] = await this.tx.query<{ rows: number }>(statement, this.scope());
    return found?.rows ?? 0;
  }

  private scope(): [string, string, readonly number[] | null] {
    return [this.tx.viewer.schoolId, this.task.importId, this.task.wish.rows];
  }
}

function cohortOf({ stage, entryYear, number }: Pick<NamedClass, 'stage' | 'entryYear' | 'number'>): string {
  return `${stage} ${entryYear} ${number}`;
}
