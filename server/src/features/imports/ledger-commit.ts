import { v7 } from 'uuid';
import type { Tx } from '../../database/transaction.js';
import { SchoolClass, type SchoolContext } from '../organisation/index.js';
import { draftOf, type StudentWriter } from '../students/index.js';
import type { CommitWish, ImportResult } from './import-facts.js';
import { shownDifferences } from './import.views.js';
import {
  CHILDREN_OF_ROWS,
  CLASSES_TO_CREATE,
  REPEATING_ROWS,
  REPLACE_ROWS,
  ROWS_TO_COMMIT,
  ROWS_TO_CREATE,
  ROWS_TO_UPDATE,
} from './imports.queries.js';
import { keyColumn, type LedgerSettings } from './ledger/check-ledger.js';
import type { NamedClass } from './ledger/class-resolver.js';
import { KnownChildren } from './ledger/duplicates.js';
import type { LedgerColumn } from './ledger/header.js';
import type { LedgerChild } from './ledger/ledger-child.js';
import { ledgerSettings } from './ledger-settings.js';
import { draftOfChild } from './school-children.js';
import type { StoredRow } from './stored-rows.js';

/** So many children are written at a time: few statements, and other requests come in between. */
const ROWS_AT_A_TIME = 250;

/** What is committed, and why. */
export interface CommitTask {
  readonly importId: string;
  readonly fileName: string;
  readonly statedOn: string;
  readonly columns: readonly LedgerColumn[];
  readonly wish: CommitWish;
}

/** A row that names a child; others are never committed. */
type ChildRow = StoredRow & { readonly parsed: LedgerChild };

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
    settings: LedgerSettings,
    private readonly sayHowFar: (done: number, total: number) => Promise<void>,
  ) {
    for (const child of settings.children) this.known.add(child, child.id);
    for (const one of settings.classes) this.classes.set(cohortOf(one), one.id);
  }

  /** @param sayHowFar called after each batch, with rows done of all that are looked at */
  static async run(
    tx: Tx,
    students: StudentWriter,
    school: SchoolContext,
    task: CommitTask,
    sayHowFar: (done: number, total: number) => Promise<void>,
  ): Promise<ImportResult> {
    const commit = new LedgerCommit(tx, students, task, await ledgerSettings(tx, school), sayHowFar);
    return commit.run();
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

  private async create(rows: readonly ChildRow[]): Promise<StoredRow[]> {
    const { statedOn, columns } = this.task;
    const column = keyColumn(columns);
    const changed: StoredRow[] = [];
    const children: { row: ChildRow; classId: string | null; id: string }[] = [];
    for (const row of rows) {
      const named = row.parsed.class;
      const classId = named ? (this.classes.get(cohortOf(named)) ?? null) : null;
      // Its class has not been created: the row stays what it is, an error.
      if (named && classId === null) continue;
      const same = this.known.find(row.parsed);
      if (same.kind === 'none') {
        const id = v7();
        this.known.add(row.parsed, id);
        children.push({ row, classId, id });
      } else
        changed.push(same.kind === 'one' ? cameInMeanwhile(row, column, same.found) : meansTwoChildren(row, column));
    }
    await this.students.createMany(
      this.tx,
      children.map(({ row, classId, id }) => ({ ...draftOfChild(row.parsed, classId, statedOn), id })),
    );
    this.created += children.length;
    return [...changed, ...children.map(({ row, classId, id }) => takenIn(row, classId, id))];
  }

  private async update(rows: readonly ChildRow[]): Promise<StoredRow[]> {
    const { tx, task } = this;
    const changed: StoredRow[] = [];
    const before = await this.childrenOfEarlierRows(rows);
    const idOf = ({ duplicateOf }: ChildRow): string | null =>
      duplicateOf?.studentId ?? (duplicateOf?.sheetRow == null ? null : (before.get(duplicateOf.sheetRow) ?? null));
    const stored = await draftOf(
      tx,
      rows.flatMap((row) => idOf(row) ?? []),
    );
    for (const row of rows) {
      const id = idOf(row);
      const same = this.known.find(row.parsed);
      // The row repeats somebody else by now, or the row it repeats was not imported.
      if (id === null || same.kind !== 'one' || same.found !== id) continue;
      const named = row.parsed.class;
      const classId = named ? (this.classes.get(cohortOf(named)) ?? null) : null;
      const draft = draftOfChild(
        row.parsed,
        classId,
        task.statedOn,
        stored.find((one) => one.id === id),
      );
      const origin = { source: 'import', reason: task.fileName } as const;
      if (this.isTold(row, await this.students.update(tx, id, draft, origin))) this.updated += 1;
      changed.push({ ...row, studentId: id });
    }
    return changed;
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

  private async inBatches(
    statement: string,
    write: (rows: readonly ChildRow[]) => Promise<StoredRow[]>,
  ): Promise<void> {
    const [schoolId, importId] = this.scope();
    for (let after = 0; ;) {
      const rows = await this.tx.query<StoredRow>(statement, [...this.scope(), after, ROWS_AT_A_TIME]);
      const last = rows.at(-1);
      if (!last) return;
      after = last.sheetRow;
      const changed = await write(rows.filter((row): row is ChildRow => row.parsed !== null));
      await this.tx.query(REPLACE_ROWS, [schoolId, importId, JSON.stringify(changed)]);
      this.done += rows.length;
      await this.sayHowFar(this.done, this.total);
    }
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

/** A row that is in the school now: what it waited for is no problem any more. */
function takenIn(row: ChildRow, classId: string | null, studentId: string): StoredRow {
  const problems = row.problems.filter(({ code }) => code !== 'class.unknown');
  const named = row.class && { ...row.class, id: classId };
  const status = problems.length > 0 ? 'warning' : 'ready';
  return { ...row, status, problems, class: named, awaitsClass: false, studentId };
}

function cameInMeanwhile(row: ChildRow, column: string, studentId: string): StoredRow {
  const problem = { column, code: 'row.duplicateInSchool', params: {}, severity: 'warning' } as const;
  return {
    ...row,
    status: 'duplicate',
    action: 'skip',
    awaitsClass: false,
    problems: [...row.problems, problem],
    duplicateOf: { sheetRow: null, studentId, differences: [] },
    studentId,
  };
}

function meansTwoChildren(row: ChildRow, column: string): StoredRow {
  const problem = { column, code: 'row.keysDisagree', params: {}, severity: 'error' } as const;
  return { ...row, status: 'error', awaitsClass: false, problems: [...row.problems, problem] };
}
