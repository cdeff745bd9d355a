import {
  ADULT_AGE,
  checkBirthDate,
  checkLedgerDay,
  checkPersonName,
  checkPhones,
  foldWidth,
  isAdultOn,
  LIMITS,
  relationshipOfWord,
  type Day,
  type GuardianKind,
  type LedgerField,
  type RelationshipCode,
} from '@tongxin/shared';
import type { LedgerAdult } from './ledger-child.js';
import type { RowCells } from './row-cells.js';

type Attribute = 'name' | 'relationship' | 'age' | 'birthDate' | 'phone' | 'address' | 'worksAt';

/** The guardian at work here is at home: 本地, 在家务农. */
const AT_HOME =
  /^(?:本[地县市镇乡村区城]|当地|在?家[里中乡]?|务农|在[本村镇县]|未外出|不外出|没有?外出|[村镇县市]内|local|at home|home)/i;

const AGE = /^(\d{1,3})(?:周?岁)?$/;

/**
 * The guardian or the entrusted guardian of a row; null when nothing is said of them. Problems go to the cells: a person of whom something
 * is said needs a name; an unknown relationship is a warning; so is an entrusted guardian under 18 (Minors Protection Law 22: an adult).
 *
 * @param statedOn the day the ages were stated
 */
export function readAdult(cells: RowCells, kind: GuardianKind, statedOn: Day, today: Day): LedgerAdult | null {
  const of = <Name extends Attribute>(name: Name): `${GuardianKind}.${Name}` => `${kind}.${name}`;
  const nameText = cells.text(of('name'));
  const ageStated = age(cells, of('age'));
  const birthText = cells.value(of('birthDate'));
  const birthDate = birthText === null ? null : cells.take(of('birthDate'), checkBirthDate(birthText, today));
  const phones = phonesOf(cells, of('phone'));
  const address = cells.line(of('address'), LIMITS.addressMax);
  const worksAt = cells.line(of('worksAt'), LIMITS.worksAtMax);
  const relationship = relationshipOf(cells, of('relationship'));
  if (nameText === null) {
    const worksAway = worksAt !== null && !AT_HOME.test(foldWidth(worksAt));
    const said = ageStated !== null || birthDate !== null || phones.length > 0 || address !== null || worksAway;
    if (said) cells.error(of('name'), 'name.missing');
    return null;
  }
  const name = cells.take(of('name'), checkPersonName(nameText));
  if (relationship === null && !cells.text(of('relationship'))) cells.warn(of('relationship'), 'relationship.missing');
  if (kind === 'entrusted') warnOfChild(cells, ageStated, birthDate, today);
  if (name === null) return null;
  return {
    kind,
    name,
    relationship: relationship ?? 'other',
    ageStated,
    ageStatedOn: ageStated === null ? null : statedOn,
    birthDate,
    phones,
    address,
    worksAt,
    ...away(cells, kind, worksAt, today),
  };
}

/** Several numbers in one cell, each in the form it is stored in. */
export function phonesOf(cells: RowCells, field: LedgerField): readonly string[] {
  const typed = cells.value(field);
  if (typed === null) return [];
  return cells.take(field, checkPhones(typed))?.map(({ number }) => number) ?? [];
}

function age(cells: RowCells, field: LedgerField): number | null {
  const text = cells.text(field);
  if (text === null) return null;
  const years = AGE.exec(foldWidth(text).replace(/\s/g, ''))?.[1];
  if (years !== undefined && Number(years) <= LIMITS.ageMax) return Number(years);
  cells.error(field, 'age.invalid', { max: LIMITS.ageMax });
  return null;
}

function relationshipOf(cells: RowCells, field: LedgerField): RelationshipCode | null {
  const text = cells.text(field);
  const relationship = text === null ? null : relationshipOfWord(text);
  if (text !== null && relationship === null) cells.warn(field, 'relationship.unknown');
  return relationship;
}

function warnOfChild(cells: RowCells, ageStated: number | null, birthDate: Day | null, today: Day): void {
  const child = birthDate ? !isAdultOn(birthDate, today) : ageStated !== null && ageStated < ADULT_AGE;
  if (child)
    cells.warn(cells.has('entrusted.age') ? 'entrusted.age' : 'entrusted.birthDate', 'guardian.entrustedUnderAge', {
      age: ADULT_AGE,
    });
}

function away(
  cells: RowCells,
  kind: GuardianKind,
  worksAt: string | null,
  today: Day,
): Pick<LedgerAdult, 'away' | 'awaySince'> {
  if (kind === 'entrusted') return { away: null, awaySince: null };
  const since = awaySince(cells, today);
  const atHome = worksAt === null ? cells.saysNothing('guardian.worksAt') : AT_HOME.test(foldWidth(worksAt));
  if (atHome) return { away: false, awaySince: null };
  return { away: worksAt !== null || since !== null ? true : null, awaySince: since };
}

/** Of 2024年3月 the first day counts: nobody remembers the day. */
function awaySince(cells: RowCells, today: Day): Day | null {
  const typed = cells.value('guardian.awaySince');
  if (typed === null) return null;
  const [, year, month] = /^(\d{4})\D+(\d{1,2})\D*$/.exec(foldWidth(String(typed))) ?? [];
  const since = cells.take('guardian.awaySince', checkLedgerDay(year && month ? `${year}-${month}-1` : typed));
  if (since !== null && since > today) cells.error('guardian.awaySince', 'date.future');
  return since;
}
