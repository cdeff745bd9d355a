import { ageOn, type Day, type LedgerField, type SexCode } from '@tongxin/shared';
import type { NamedClass } from './class-resolver.js';
import type { LedgerAdult, LedgerChild } from './ledger-child.js';

/** What tells one child from another. */
export interface ChildKeys {
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly name: string;
  readonly birthDate: Day | null;
  readonly sex: SexCode;
}

/** How a row fits with children known before: nobody, exactly one, or keys that hit different children. */
export type SameChild<Found> =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly found: Found; readonly by: 'idNumber' | 'studentNumber' | 'name' }
  | { readonly kind: 'several' };

/**
 * Children by what tells them apart. Same child: ID number, else student number, else name with birth date and sex; a student number
 * that begins with `G` contains the ID number and counts as one.
 */
export class KnownChildren<Found> {
  private readonly byIdNumber = new Map<string, Found>();
  private readonly byStudentNumber = new Map<string, Found>();
  private readonly byName = new Map<string, { readonly keys: ChildKeys; readonly found: Found }[]>();

  add(keys: ChildKeys, found: Found): void {
    const idNumber = idNumberOf(keys);
    if (idNumber && !this.byIdNumber.has(idNumber)) this.byIdNumber.set(idNumber, found);
    if (keys.studentNumber && !this.byStudentNumber.has(keys.studentNumber)) {
      this.byStudentNumber.set(keys.studentNumber, found);
    }
    const name = nameKey(keys);
    if (name) this.byName.set(name, [...(this.byName.get(name) ?? []), { keys, found }]);
  }

  /** A child is also meant by numbers it had before, unless somebody else has them now; called after everybody's present ones are known. */
  addFormer(numbers: readonly string[], found: Found): void {
    for (const number of numbers) {
      const idNumber = idNumberOf({ idNumber: /^[GJL]/.test(number) ? null : number, studentNumber: number });
      if (idNumber && !this.byIdNumber.has(idNumber)) this.byIdNumber.set(idNumber, found);
      if (!this.byStudentNumber.has(number)) this.byStudentNumber.set(number, found);
    }
  }

  find(keys: ChildKeys): SameChild<Found> {
    const idNumber = idNumberOf(keys);
    const byIdNumber = idNumber ? this.byIdNumber.get(idNumber) : undefined;
    const byStudentNumber = keys.studentNumber ? this.byStudentNumber.get(keys.studentNumber) : undefined;
    if (byIdNumber !== undefined && byStudentNumber !== undefined && byIdNumber !== byStudentNumber)
      return { kind: 'several' };
    if (byIdNumber !== undefined) return { kind: 'one', found: byIdNumber, by: 'idNumber' };
    if (byStudentNumber !== undefined) return { kind: 'one', found: byStudentNumber, by: 'studentNumber' };
    return this.findByName(keys);
  }

  /** Two children of one name, birthday and sex whose numbers differ are two children. */
  private findByName(keys: ChildKeys): SameChild<Found> {
    const candidates = (this.byName.get(nameKey(keys) ?? '') ?? []).filter(
      (other) =>
        !differ(idNumberOf(keys), idNumberOf(other.keys)) && !differ(keys.studentNumber, other.keys.studentNumber),
    );
    const [only] = candidates;
    if (!only) return { kind: 'none' };
    return candidates.length === 1 ? { kind: 'one', found: only.found, by: 'name' } : { kind: 'several' };
  }
}

/** A field in which a row says something else than what is known; the values are as stored, null where nothing is known; a class is its label. */
export interface Difference {
  readonly field: LedgerField;
  readonly here: string | null;
  readonly there: string | null;
  /** The English label of a class. */
  readonly hereEn?: string | null;
  readonly thereEn?: string | null;
}

/**
 * What an update by this row would change in a child known before: only where the row says something, since an empty cell erases nothing.
 * Categories are compared as what the row adds; a stated age is the same as long as it fits the known one within a year. Codes stay codes.
 */
export function differencesOf(here: LedgerChild, there: LedgerChild, today: Day): Difference[] {
  const differences: Difference[] = [];
  const compare = (field: LedgerField, ours: string | null, theirs: string | null): void => {
    if (ours !== null && ours !== theirs) differences.push({ field, here: ours, there: theirs });
  };
  compare('studentNumber', here.studentNumber, there.studentNumber);
  compare('name', here.name, there.name);
  compare('sex', here.sex, there.sex);
  compare('birthDate', here.birthDate, there.birthDate);
  compare('idNumber', here.idNumber, there.idNumber);
  if (here.class && cohortOf(here.class) !== cohortOf(there.class))
    differences.push(otherClass(here.class, there.class));
  const added = here.categories.filter((code) => !there.categories.includes(code));
  compare('categories', added.length > 0 ? listed(here.categories) : null, listed(there.categories));
  compare('address', here.address, there.address);
  compare('village', here.village, there.village);
  compare('phone', addedPhones(here.phones, there.phones), listed(there.phones));
  for (const adult of here.adults) compareAdult(adult, there, today, compare);
  compare('note', here.note, there.note);
  return differences;
}

type Compare = (field: LedgerField, ours: string | null, theirs: string | null) => void;

function compareAdult(here: LedgerAdult, child: LedgerChild, today: Day, compare: Compare): void {
  const { kind } = here;
  const ofKind = child.adults.filter((adult) => adult.kind === kind);
  const there = ofKind.find(({ name }) => name === here.name);
  if (!there) {
    compare(`${kind}.name`, here.name, ofKind[0]?.name ?? null);
    return;
  }
  compare(`${kind}.relationship`, here.relationship, there.relationship);
  compare(`${kind}.birthDate`, here.birthDate, there.birthDate);
  const years = ageToday(here, today);
  const known = ageToday(there, today);
  if (here.birthDate === null && years !== null && (known === null || Math.abs(years - known) > 1)) {
    compare(`${kind}.age`, String(here.ageStated), known === null ? null : String(known));
  }
  compare(`${kind}.phone`, addedPhones(here.phones, there.phones), listed(there.phones));
  compare(`${kind}.address`, here.address, there.address);
  compare(`${kind}.worksAt`, here.worksAt, there.worksAt);
  if (kind === 'guardian') compare('guardian.awaySince', here.awaySince, there.awaySince);
}

function ageToday({ birthDate, ageStated, ageStatedOn }: LedgerAdult, today: Day): number | null {
  if (birthDate) return ageOn(birthDate, today);
  return ageStated === null || ageStatedOn === null ? null : ageStated + ageOn(ageStatedOn, today);
}

function addedPhones(here: readonly string[], there: readonly string[]): string | null {
  return here.some((number) => !there.includes(number)) ? listed(here) : null;
}

function listed(values: readonly string[]): string | null {
  return values.length > 0 ? values.join('、') : null;
}

function cohortOf(named: NamedClass | null): string | null {
  return named && `${named.stage} ${named.entryYear} ${named.number}`;
}

function otherClass({ labels: here }: NamedClass, there: NamedClass | null): Difference {
  return {
    field: 'class',
    here: here['zh-CN'],
    there: there?.labels['zh-CN'] ?? null,
    hereEn: here.en,
    thereEn: there?.labels.en ?? null,
  };
}

/**
 * All that could make two rows the same child, as texts to compare; rows that share none cannot be the same.
 * @returns up to three keys: ID number, student number, name with birth date and sex
 */
export function keysOf(keys: ChildKeys): string[] {
  const found = [idNumberOf(keys), keys.studentNumber, nameKey(keys)];
  return found.flatMap((key, position) => (key === null ? [] : [`${position} ${key}`]));
}

function idNumberOf({ idNumber, studentNumber }: Pick<ChildKeys, 'idNumber' | 'studentNumber'>): string | null {
  return idNumber ?? (studentNumber?.startsWith('G') ? studentNumber.slice(1) : null);
}

function nameKey({ name, birthDate, sex }: ChildKeys): string | null {
  return birthDate ? `${name}|${birthDate}|${sex}` : null;
}

function differ(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}
