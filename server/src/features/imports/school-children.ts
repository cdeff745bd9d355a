import { gradeOf, maskIdNumber, maskPhone, maskStudentNumber, type Day, type LedgerField } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import {
  draftOf,
  type GuardianDraft,
  type PhoneDraft,
  type StoredDraft,
  type StudentDraft,
} from '../students/index.js';
import type { ImportKind } from './import.states.js';
import { SCHOOL_CLASSES } from './imports.queries.js';
import type { CheckedRow } from './ledger/check-ledger.js';
import type { NamedClass } from './ledger/class-resolver.js';
import { differencesOf, type Difference } from './ledger/duplicates.js';
import type { LedgerAdult, LedgerChild } from './ledger/ledger-child.js';

/**
 * The child of a ledger as it is written into the school. Care file and categories begin on the day the ledger was filled in; whoever works
 * away has been away since that day at least, unless it is known since when.
 *
 * @param statedOn the day the ledger was filled in
 * @param known the child as it is on file, where the draft is to change it
 */
export function draftOfChild(
  child: LedgerChild,
  classId: string | null,
  statedOn: Day,
  known?: StoredDraft,
): StudentDraft {
  return {
    name: child.name,
    sex: child.sex,
    birthDate: child.birthDate,
    idNumber: child.idNumber,
    studentNumber: child.studentNumber,
    classId,
    openedOn: statedOn,
    remark: child.note,
    categories: child.categories.map((code) => ({ code, from: statedOn })),
    card: {
      address: child.address,
      village: child.village,
      phones: child.phones.map((number) => ({ number })),
      guardians: child.adults.map((adult) => draftOfAdult(adult, statedOn, known)),
    },
  };
}

function draftOfAdult(
  { away, awaySince, phones, ...adult }: LedgerAdult,
  statedOn: Day,
  known: StoredDraft | undefined,
): GuardianDraft {
  const onFile = known?.card.guardians?.find(({ kind, name }) => kind === adult.kind && name === adult.name);
  const since = awaySince ?? onFile?.awaySince ?? statedOn;
  return { ...adult, awaySince: away ? since : null, phones: phones.map((number) => ({ number })) };
}

/** Says of rows that repeat a child of the school in what they differ from what is on file; numbers on file are masked as they are elsewhere. */
export async function withDifferences(
  tx: Tx,
  school: SchoolContext,
  rows: readonly CheckedRow[],
  kind: ImportKind,
): Promise<CheckedRow[]> {
  const ids = [...new Set(rows.flatMap(({ duplicateOf }) => duplicateOf?.studentId ?? []))];
  if (ids.length === 0) return [...rows];
  const classes = await tx.query<ClassFacts>(SCHOOL_CLASSES, [tx.viewer.schoolId]);
  const named = new Map(classes.map((one) => [one.id, namedClass(one, school)]));
  const drafts = await draftOf(tx, ids);
  const known = new Map(drafts.map((draft) => [draft.id, childOfDraft(draft, named)]));
  const former = new Map(drafts.map((draft) => [draft.id, draft.formerNumbers]));
  const filed = kind === 'roster' ? await childrenInCare(tx, ids) : new Set<string>();
  return rows.map((row) => {
    const there = row.duplicateOf?.studentId ? known.get(row.duplicateOf.studentId) : undefined;
    if (!row.duplicateOf || !row.child || !there) return row;
    const before = former.get(row.duplicateOf.studentId!) ?? [];
    // A ledger that still has the number the child had before says nothing new.
    const differences = differencesOf(row.child, there, school.today)
      .filter(({ field, here }) => !(isNumber(field) && here !== null && before.includes(here)))
      // What is known of a child in care is kept in its file; a roster tells at most that it is in another class.
      .filter(({ field }) => field === 'class' || !filed.has(row.duplicateOf!.studentId!))
      .map(masked);
    return { ...row, duplicateOf: { ...row.duplicateOf, differences } };
  });
}

/** @returns those of some children who have or had a care file */
export async function childrenInCare(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.query<{ id: string }>(
    `SELECT id FROM students WHERE school_id = $1 AND id = ANY($2::uuid[]) AND care_status IS NOT NULL`,
    [tx.viewer.schoolId, ids],
  );
  return new Set(found.map(({ id }) => id));
}

function namedClass(facts: ClassFacts, school: SchoolContext): NamedClass {
  const { label, labelEn } = classNameOf(facts, school);
  const grade = gradeOf({ ...facts, system: school.system }, school.schoolYear) ?? 0;
  return { ...facts, grade, labels: { 'zh-CN': label, en: labelEn } };
}

function childOfDraft(draft: StoredDraft, classes: ReadonlyMap<string, NamedClass>): LedgerChild {
  const { card } = draft;
  return {
    name: draft.name,
    sex: draft.sex,
    birthDate: draft.birthDate ?? null,
    idNumber: draft.idNumber ?? null,
    studentNumber: draft.studentNumber ?? null,
    class: (draft.classId && classes.get(draft.classId)) || null,
    categories: draft.categories.map(({ code }) => code),
    address: card.address ?? null,
    village: card.village ?? null,
    phones: numbersOf(card.phones),
    adults: (card.guardians ?? []).map(adultOfDraft),
    note: draft.remark ?? null,
  };
}

function adultOfDraft(person: GuardianDraft): LedgerAdult {
  return {
    kind: person.kind,
    name: person.name,
    relationship: person.relationship,
    ageStated: person.ageStated ?? null,
    ageStatedOn: person.ageStatedOn ?? null,
    birthDate: person.birthDate ?? null,
    phones: numbersOf(person.phones),
    address: person.address ?? null,
    worksAt: person.worksAt ?? null,
    away: person.awaySince != null,
    awaySince: person.awaySince ?? null,
  };
}

function numbersOf(phones: readonly PhoneDraft[] = []): string[] {
  return phones.map(({ number }) => number);
}

const MASKS: Partial<Record<LedgerField, (value: string) => string>> = {
  idNumber: maskIdNumber,
  studentNumber: maskStudentNumber,
  phone: maskPhones,
  'guardian.phone': maskPhones,
  'entrusted.phone': maskPhones,
};

function isNumber(field: LedgerField): boolean {
  return field === 'idNumber' || field === 'studentNumber';
}

function masked(difference: Difference): Difference {
  const mask = MASKS[difference.field];
  return mask && difference.there !== null ? { ...difference, there: mask(difference.there) } : difference;
}

function maskPhones(numbers: string): string {
  return numbers.split('、').map(maskPhone).join('、');
}
