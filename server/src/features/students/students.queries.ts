import type { Reach } from '@tongxin/shared';
import type { Statement } from '../../database/statement.js';
import type { SearchQuery } from './search-query.js';
import type { CategorySpan } from './student.entities.js';

/** What a list or a search asks for, once the policy has been looked at. */
export interface StudentFilter {
  readonly reach: Reach;
  readonly classId: string | null;
  /** Only children whose care file has this status; null: any. */
  readonly status: string | null;
  /** Pupils without a care file are listed too. */
  readonly withoutCareFile: boolean;
  /** Of whom it is shown whether they have a care file: nobody else is filtered by it. */
  readonly inCare: Reach;
  /**
   * Alternatives; each group of codes counts only for children of whom these categories are shown, and what the department keeps to itself only for
   * those of whom that is shown too. Empty: any or none.
   */
  readonly categories: readonly {
    readonly codes: readonly string[];
    readonly reach: Reach;
    readonly departmentsOwn: Reach;
  }[];
  /** Only children for whom it is at least so urgent, and of whom that is shown; null: any. */
  readonly urgency: { readonly atLeast: 'raised' | 'high'; readonly reach: Reach } | null;
  /** Only children whose card is stale, or is not, and whose card is shown; null: any. */
  readonly card: { readonly stale: boolean; readonly termFrom: string | null; readonly reach: Reach } | null;
  readonly query: SearchQuery | null;
  /** Of whom phone numbers are shown, if only masked: nobody else is found by one. */
  readonly phones: Reach;
}

/** One row of the list as the database gives it. */
export interface StudentRow {
  id: string;
  name: string;
  sortKey: string;
  sex: 'male' | 'female';
  birthDate: string | null;
  classId: string | null;
  careStatus: string | null;
  careUrgency: string | null;
  categorySpans: CategorySpan[];
  village: string | null;
  /** Somebody else in the class has this name; where both stand in the list, only said of who stood on the page before. */
  namesake: boolean;
}

/** A statement with its values. Its name tells which conditions it has, so that each combination is prepared once a connection. */
export interface Asked {
  readonly statement: Statement;
  readonly values: unknown[];
}

/** A name without what is not typed: `·`, spaces, and signs that select how a rare character is drawn. */
const BARE_NAME = `regexp_replace(s.name, '[·\\s\\uFE00-\\uFE0F\\U000E0100-\\U000E01EF]', '', 'g')`;

const NAMESAKE = `EXISTS (SELECT 1 FROM students o
    WHERE o.school_id = $1 AND o.class_id = s.class_id AND o.name = s.name AND o.id <> s.id)`;

/**
 * A page of children in the order of their names.
 * @param after the id of the last row of the page before; not its name, because cursors stand in URLs
 * @param limit how many rows at most; one more than the page tells whether there is another
 */
export function listStudents(
  schoolId: string,
  today: string,
  filter: StudentFilter,
  after: string | null,
  limit: number,
): Asked {
  const where = new Conditions(schoolId, today, filter);
  let sameNameBefore = 'false';
  if (after) {
    const id = `${where.value(after)}::uuid`;
    const last = `(SELECT l.sort_key FROM students l WHERE l.school_id = $1 AND l.id = ${id})`;
    where.add('after', `(s.sort_key, s.id) > (${last}, ${id})`);
    sameNameBefore = `s.sort_key = ${last}`;
  }
  // Who is found by a name is found together with whoever has the same one; other filters may hide the second of the two.
  const hidesNamesakes =
    filter.status !== null ||
    filter.categories.length > 0 ||
    filter.urgency !== null ||
    filter.card !== null ||
    (filter.query?.phoneEnd ?? '') !== '';
  // What classes are called is known already: put beside each child here it would cost more than all the rest.
  const text = `SELECT s.id, s.name, s.sort_key AS "sortKey", s.sex, s.birth_date AS "birthDate", s.class_id AS "classId", s.care_status AS "careStatus",
      s.care_urgency AS "careUrgency", s.category_spans AS "categorySpans", s.village, ${hidesNamesakes ? NAMESAKE : sameNameBefore} AS namesake
    FROM students s
   WHERE ${where.text} ORDER BY s.sort_key, s.id LIMIT ${where.value(limit)}`;
  return { statement: { name: where.name('students-list'), text }, values: where.values };
}

/** How many children a list has, counted up to `cap`. */
export function countStudents(schoolId: string, today: string, filter: StudentFilter, cap: number): Asked {
  const where = new Conditions(schoolId, today, filter);
  const text = `SELECT count(*)::int AS total FROM (SELECT 1 FROM students s WHERE ${where.text} LIMIT ${where.value(cap)}) counted`;
  return { statement: { name: where.name('students-count'), text }, values: where.values };
}

/**
 * The children of a list in the order of a ledger: by class as the school lists them, then by name; who is in no class comes last.
 * @param limit how many ids at most; one more than there may be tells that there are too many
 */
export function childrenByClass(schoolId: string, today: string, filter: StudentFilter, limit: number): Asked {
  const where = new Conditions(schoolId, today, filter);
  const text = `SELECT s.id FROM students s LEFT JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id
   WHERE ${where.text} ORDER BY k.stage DESC NULLS LAST, k.entry_year DESC, k.number, s.sort_key, s.id LIMIT ${where.value(limit)}`;
  return { statement: { name: where.name('students-by-class'), text }, values: where.values };
}

/** The conditions of a list with the values they take; the same conditions always give the same text. */
class Conditions {
  readonly values: unknown[];
  private readonly names: string[] = [];
  private readonly texts: string[] = ['s.school_id = $1'];

  constructor(schoolId: string, today: string, filter: StudentFilter) {
    this.values = [schoolId];
    if (!filter.reach.all) this.add('reach', this.within(filter.reach));
    if (filter.classId) this.add('class', `s.class_id = ${this.value(filter.classId)}::uuid`);
    this.addCareFile(filter);
    if (filter.categories.length > 0) this.addCategories(filter.categories, today);
    if (filter.urgency) this.addUrgency(filter.urgency);
    if (filter.card) this.addCard(filter.card);
    if (filter.query) this.addQuery(filter.query, filter.phones);
  }

  get text(): string {
    return this.texts.join(' AND ');
  }

  name(of: string): string {
    return [of, ...this.names].join('-');
  }

  /** @returns the placeholder of one more value */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  add(name: string, text: string): void {
    this.names.push(name);
    this.texts.push(text);
  }

  private within({ all, classIds }: Reach): string {
    return all ? 'true' : `s.class_id = ANY(${this.value(classIds)}::uuid[])`;
  }

  private addCareFile({ status, withoutCareFile, inCare, reach }: StudentFilter): void {
    if (status !== null) {
      this.add(
        inCare.all ? 'status' : 'status-some',
        `s.care_status = ${this.value(status)} AND ${this.within(inCare)}`,
      );
    } else if (!withoutCareFile) {
      const everybody = inCare.all || (!reach.all && reach.classIds.every((id) => inCare.classIds.includes(id)));
      if (everybody) this.add('care', `s.care_status IS NOT NULL`);
      else this.add('care-some', `(s.care_status IS NOT NULL OR NOT ${this.within(inCare)})`);
    }
  }

  private addCategories(groups: StudentFilter['categories'], today: string): void {
    const texts = groups.map(
      ({
        codes,
        reach,
        departmentsOwn,
      }) => `(${this.within(reach)} AND s.id IN (SELECT k.student_id FROM care_categories k
        WHERE k.school_id = $1 AND (NOT k.department_only OR ${this.within(departmentsOwn)}) AND k.code = ANY(${this.value(codes)}::text[]) AND k.from_on <= ${this.value(today)}::date AND (k.to_on IS NULL OR k.to_on >= ${this.value(today)}::date)))`,
    );
    this.add(
      `categories-${groups.map(({ reach, departmentsOwn }) => `${reach.all ? 'all' : 'some'}${departmentsOwn.all ? '' : '-known'}`).join('-')}`,
      `(${texts.join(' OR ')})`,
    );
  }

  private addUrgency({ atLeast, reach }: NonNullable<StudentFilter['urgency']>): void {
    const levels = atLeast === 'high' ? `= 'high'` : `IS NOT NULL`;
    this.add(`urgency-${atLeast}${reach.all ? '' : '-some'}`, `s.care_urgency ${levels} AND ${this.within(reach)}`);
  }

  /** The rule of {@link isStale}: never made sure of, not in this term, or changed since. */
  private addCard({ stale, termFrom, reach }: NonNullable<StudentFilter['card']>): void {
    const from = this.value(termFrom);
    this.add(
      `card-${stale ? 'stale' : 'fresh'}${reach.all ? '' : '-some'}`,
      `${this.within(reach)} AND s.id IN (SELECT k.student_id FROM contact_cards k WHERE k.school_id = $1 AND ${stale ? '' : 'NOT '}(
          k.verified_on IS NULL OR (${from}::date IS NOT NULL AND k.verified_on < ${from}::date)
          OR (k.changed_on IS NOT NULL AND (k.changed_on > k.verified_on
            OR (k.changed_on = k.verified_on AND coalesce(k.changed_at > k.verified_at, false))))))`,
    );
  }

  private addQuery({ inARow, grams, letters, phoneEnd }: SearchQuery, phones: Reach): void {
    if (grams.length > 0) {
      const keys = this.value(grams);
      this.add(
        'characters',
        `s.id IN (SELECT k.student_id FROM student_keys k WHERE k.school_id = $1 AND k.kind = 'gram' AND k.key = ANY(${keys}::text[])
            GROUP BY k.student_id HAVING count(*) = cardinality(${keys}::text[]))`,
      );
      // The pairs of three characters and more may stand in a name in another order.
      if (inARow !== '') this.add('in-a-row', `strpos(${BARE_NAME}, ${this.value(inARow)}) > 0`);
    }
    if (letters !== '') {
      const from = this.value(letters);
      const below = this.value(`${letters}{`);
      this.add(
        'letters',
        `s.id IN (SELECT k.student_id FROM student_keys k
            WHERE k.school_id = $1 AND k.kind IN ('pinyin', 'initials') AND k.key >= ${from} AND k.key < ${below})`,
      );
    }
    if (phoneEnd !== '') {
      this.add(
        phones.all ? 'phone' : 'phone-some',
        `${this.within(phones)} AND s.id IN (SELECT k.student_id FROM student_keys k WHERE k.school_id = $1 AND k.kind = 'phone' AND k.key = ${this.value(phoneEnd)})`,
      );
    }
  }
}
