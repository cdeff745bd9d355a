import { Injectable } from '@nestjs/common';
import { ageOn, withheldFrom } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { toCursor, toPage, TOTAL_CAP, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { termBegan } from './contact-card.view.js';
import { idOfCursor } from './newest-first.js';
import { isCurrent, shownCategories } from './category.rules.js';
import { filterOf } from './student-filter.js';
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
