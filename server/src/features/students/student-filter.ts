import {
  AID_CATEGORIES,
  grantsOf,
  holds,
  reachOf,
  reachSeeing,
  RESTRICTED_CATEGORIES,
  type CategoryCode,
  type Day,
  type Permission,
  type Withheld,
} from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { readQuery } from './search-query.js';
import type { StudentFilter } from './students.queries.js';
import type { StudentSearchRequest } from './students.dto.js';

/**
 * What a list is narrowed by, as far as this viewer may narrow it. What is withheld from somebody is no filter either, or the filter would tell it.
 * @param permission whose children are meant; never more than those of the list
 * @returns null where nobody can be found by what was typed
 * @throws InvalidRequestError where the request narrows by something that none of the viewer's roles sees
 */
export function filterOf(
  viewer: Viewer,
  request: StudentSearchRequest,
  termFrom: Day | null,
  permission: Permission = 'student.list',
): StudentFilter | null {
  const query = request.query ? readQuery(request.query) : null;
  if (request.query && !query) return null;
  const status = request.status === undefined || request.status === 'any' ? null : request.status;
  if (status !== null && !sees(viewer, 'careFile')) throw InvalidRequestError.at('/status', 'filter.notOffered');
  if (request.urgency !== undefined && !sees(viewer, 'urgency'))
    throw InvalidRequestError.at('/urgency', 'filter.notOffered');
  if (request.card !== undefined && !holds(viewer, 'contactCard.view'))
    throw InvalidRequestError.at('/card', 'filter.notOffered');
  return {
    reach: reachOf(viewer, permission),
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
