import { Injectable } from '@nestjs/common';
import {
  ageOn,
  AID_CATEGORIES,
  grantsOf,
  reachOf,
  reachSeeing,
  RESTRICTED_CATEGORIES,
  withheldFrom,
  type CategoryCode,
  type Withheld,
  holds,
  type Day,
} from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { toCursor, toPage, TOTAL_CAP, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { termBegan } from './contact-card.view.js';
import { idOfCursor } from './newest-first.js';
import { readQuery } from './search-query.js';
import { isCurrent, shownCategories } from './category.rules.js';
import { learningSupport } from './student-file.view.js';
import { countStudents, listStudents, type StudentFilter, type StudentRow } from './students.queries.js';
import type { StudentListItem, StudentSearchRequest } from './students.dto.js';

const PAGE_SIZE = 25;

/** Finds children: by name, by phone, by class and category, always only those the viewer may see, and by nothing the viewer does not see. */
@Injectable()
export class StudentListService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async find(viewer: Viewer, request: StudentSearchRequest): Promise<Page<StudentListItem>> {
    const limit = request.limit ?? PAGE_SIZE;
    const after = idOfCursor(request.cursor);
    const school = await this.schools.of(viewer);
    const filter = filterOf(viewer, request, termBegan(school));
    if (!filter) return { items: [], nextCursor: null, ...(request.total ? { total: 0, totalCapped: false } : {}) };
    const list = listStudents(viewer.schoolId, viewer.today, filter, after, limit + 1);
    const rows = await this.db.read<StudentRow>(viewer, list.statement, list.values);
    const page = toPage(
      rows,
      limit,
      (row) => toStudentListItem(row, rows, viewer, school),
      (row) => toCursor([row.id]),
    );
    return request.total ? { ...page, ...(await this.count(viewer, filter)) } : page;
  }

  private async count(viewer: Viewer, filter: StudentFilter): Promise<Pick<Page<unknown>, 'total' | 'totalCapped'>> {
    const count = countStudents(viewer.schoolId, viewer.today, filter, TOTAL_CAP + 1);
    const [row] = await this.db.read<{ total: number }>(viewer, count.statement, count.values);
    const total = row?.total ?? 0;
    return { total: Math.min(total, TOTAL_CAP), totalCapped: total > TOTAL_CAP };
  }
}

/**
 * What a list is narrowed by, as far as this viewer may narrow it. What is withheld from somebody is no filter either, or the filter would tell it.
 * @returns null where nobody can be found by what was typed
 * @throws InvalidRequestError where the request narrows by something that none of the viewer's roles sees
 */
function filterOf(viewer: Viewer, request: StudentSearchRequest, termFrom: Day | null): StudentFilter | null {
  const query = request.query ? readQuery(request.query) : null;
  if (request.query && !query) return null;
  const status = request.status === undefined || request.status === 'any' ? null : request.status;
  if (status !== null && !sees(viewer, 'careFile')) throw InvalidRequestError.at('/status', 'filter.notOffered');
  if (request.urgency !== undefined && !sees(viewer, 'urgency'))
    throw InvalidRequestError.at('/urgency', 'filter.notOffered');
  if (request.card !== undefined && !holds(viewer, 'contactCard.view'))
    throw InvalidRequestError.at('/card', 'filter.notOffered');
  return {
    reach: reachOf(viewer, 'student.list'),
    classId: request.classId ?? null,
    status,
    withoutCareFile: request.withoutCareFile ?? false,
    inCare: reachSeeing(viewer, 'student.list', 'careFile'),
    categories: categoryFilter(viewer, request.categories ?? []),
    urgency:
      request.urgency === undefined
        ? null
        : { atLeast: request.urgency, reach: reachSeeing(viewer, 'student.list', 'urgency') },
    card:
      request.card === undefined
        ? null
        : { stale: request.card === 'stale', termFrom, reach: reachOf(viewer, 'contactCard.view') },
    query,
    phones: reachSeeing(viewer, 'contactCard.view', 'family'),
  };
}

/**
 * The office finds by aid categories, a subject teacher by none, and both are told so by their role alone, whatever children there are. By what the
 * department keeps to itself only those find who know of it; others are not told that there is any such.
 */
function categoryFilter(viewer: Viewer, codes: readonly string[]): StudentFilter['categories'] {
  const groups = [
    { codes: codes.filter((code) => partOf(code) === 'categories'), part: 'categories' as const },
    { codes: codes.filter((code) => partOf(code) === 'otherCategories'), part: 'otherCategories' as const },
    { codes: codes.filter((code) => partOf(code) === 'restrictedCategories'), part: 'restrictedCategories' as const },
  ];
  return groups
    .filter((group) => group.codes.length > 0)
    .map((group) => {
      if (!sees(viewer, group.part)) throw InvalidRequestError.at('/categories', 'filter.notOffered');
      return {
        codes: group.codes,
        reach: reachSeeing(viewer, 'student.list', group.part),
        departmentsOwn: reachSeeing(viewer, 'student.list', 'departmentCategories'),
      };
    });
}

/** The part of a child that a category belongs to; who has it withheld does not see the category. */
function partOf(code: string): Withheld {
  if (AID_CATEGORIES.includes(code as CategoryCode)) return 'categories';
  return RESTRICTED_CATEGORIES.includes(code as CategoryCode) ? 'restrictedCategories' : 'otherCategories';
}

function sees(viewer: Viewer, part: Withheld): boolean {
  return grantsOf(viewer, 'student.list').some(({ withheld }) => !withheld?.includes(part));
}

/** Shows a row field by field. `rows` are those of the same page, among whom two of one name in a class are told apart by their month of birth. */
function toStudentListItem(
  row: StudentRow,
  rows: readonly StudentRow[],
  viewer: Viewer,
  school: SchoolContext,
): StudentListItem {
  const withheld = withheldFrom(viewer, 'student.list', row);
  const identity = !withheld.has('identity');
  const current = row.categorySpans.filter((span) => isCurrent(span, viewer.today));
  const namesake =
    row.namesake || rows.some((other) => other !== row && other.name === row.name && other.classId === row.classId);
  return {
    id: row.id,
    name: row.name,
    sex: identity ? row.sex : null,
    age: identity && row.birthDate ? ageOn(row.birthDate, viewer.today) : null,
    birthMonth: namesake && row.birthDate ? row.birthDate.slice(0, 7) : null,
    class: row.classId ? classNameOf({ ...row, id: row.classId }, school) : null,
    categories: shownCategories(current, withheld).map(({ code }) => code),
    needsLearningSupport: learningSupport(row.categorySpans, withheld, viewer.today),
    status: withheld.has('careFile') ? null : row.careStatus,
    urgency: withheld.has('urgency') ? null : row.careUrgency,
    village: withheld.has('family') ? null : row.village,
  };
}
