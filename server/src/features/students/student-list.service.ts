import { Injectable } from '@nestjs/common';
import { ageOn, withheldFrom, type Withheld } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { toCursor, toPage, TOTAL_CAP, type Page } from '../../platform/fields/page.js';
import { SchoolContexts, type ClassName } from '../organisation/index.js';
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
    const { classNames } = await this.schools.knowing(
      viewer,
      rows.map(({ classId }) => classId),
    );
    const shown = new Showing(viewer, classNames, rows);
    const page = toPage(
      rows,
      limit,
      (row) => shown.item(row),
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

/** Shows the rows of one page field by field; two of one name in a class are told apart by their month of birth. */
class Showing {
  private readonly withheld = new Map<string | null, ReadonlySet<Withheld>>();
  private readonly once = new Set<string>();
  private readonly twice = new Set<string>();

  constructor(
    private readonly viewer: Viewer,
    private readonly classNames: ReadonlyMap<string, ClassName>,
    rows: readonly StudentRow[],
  ) {
    for (const row of rows) {
      const key = nameInClass(row);
      if (this.once.has(key)) this.twice.add(key);
      this.once.add(key);
    }
  }

  item(row: StudentRow): StudentListItem {
    const withheld = this.withheldOf(row.classId);
    const identity = !withheld.has('identity');
    const { today } = this.viewer;
    const current = row.categorySpans.filter((span) => isCurrent(span, today));
    const namesake = row.namesake || this.twice.has(nameInClass(row));
    return {
      id: row.id,
      name: row.name,
      sex: identity ? row.sex : null,
      age: identity && row.birthDate ? ageOn(row.birthDate, today) : null,
      birthMonth: namesake && row.birthDate ? row.birthDate.slice(0, 7) : null,
      class: row.classId === null ? null : (this.classNames.get(row.classId) ?? null),
      categories: shownCategories(current, withheld).map(({ code }) => code),
      needsLearningSupport: learningSupport(row.categorySpans, withheld, today),
      status: withheld.has('careFile') ? null : row.careStatus,
      urgency: withheld.has('urgency') ? null : row.careUrgency,
      village: withheld.has('family') ? null : row.village,
    };
  }

  /** What is withheld of a child follows from its class alone. */
  private withheldOf(classId: string | null): ReadonlySet<Withheld> {
    const known = this.withheld.get(classId);
    if (known) return known;
    const withheld = withheldFrom(this.viewer, 'student.list', { classId });
    this.withheld.set(classId, withheld);
    return withheld;
  }
}

const nameInClass = ({ classId, name }: StudentRow): string => `${classId} ${name}`;
