import {
  ageOn,
  leftBehind,
  maskIdNumber,
  maskStudentNumber,
  mayOn,
  PARENT_RELATIONSHIPS,
  withheldFrom,
  type Day,
  type ParentRelationship,
  type Permission,
  type Withheld,
} from '@tongxin/shared';
import { asHeadTeacherOf, isOpenInEmergency } from '../../platform/access/emergency.js';
import type { Emergency, Viewer } from '../../platform/access/viewer.js';
import { classNameOf, type SchoolContext } from '../organisation/index.js';
import type { Card } from './card.rules.js';
import { cardOf } from './card-store.js';
import type { CategoryView } from './categories.dto.js';
import { audienceOf, isCurrent, shownCategories } from './category.rules.js';
import { termBegan, toContactCardView, type CardRow } from './contact-card.view.js';
import type { LeftBehindView, StudentCareFile, StudentFileView, StudentHead } from './students.dto.js';

/** A whole file as its statement answers. */
export interface FileRow {
  id: string;
  version: number;
  name: string;
  sex: 'male' | 'female';
  birthDate: string | null;
  idNumber: string | null;
  studentNumber: string | null;
  classId: string | null;
  class: { stage: 'primary' | 'junior'; entryYear: number; number: number } | null;
  heads: StudentHead[];
  careFile: StudentCareFile | null;
  categories: (Omit<CategoryView, 'audience'> & { departmentOnly: boolean })[];
  card: Omit<CardRow, 'phones' | 'people'> | null;
  phones: CardRow['phones'];
  people: CardRow['people'];
}

/** What can be done with one child; the screen shows these buttons and no others. */
const ON_A_CHILD: readonly Permission[] = [
  'student.view',
  'student.edit',
  'student.print',
  'student.history',
  'careFile.edit',
  'urgency.edit',
  'category.propose',
  'category.edit',
  'contactCard.view',
  'contactCard.propose',
  'contactCard.edit',
  'contactCard.verify',
  'guardianLink.view',
  'household.view',
  'household.edit',
  'contactCard.history',
  'contactCard.reveal',
  'timeline.view',
  'talk.view',
  'talk.create',
  'accessLog.view',
];

/** @returns what the viewer may do with a child of this class, by the names of the policy table */
export function mayWith(viewer: Viewer, classId: string | null): Permission[] {
  return ON_A_CHILD.filter((permission) => mayOn(viewer, permission, { classId }));
}

/**
 * Whether a child needs support in learning: all that a subject teacher is told of categories. Null for who sees the aid categories only, since for
 * them it would name another one.
 */
export function learningSupport(
  categories: readonly { code: string; from: Day; to: Day | null }[],
  withheld: ReadonlySet<Withheld>,
  today: Day,
): boolean | null {
  if (withheld.has('otherCategories') && !withheld.has('categories')) return null;
  return categories.some((category) => category.code === 'learningDifficulty' && isCurrent(category, today));
}

/** Shows a whole file field by field, as far as this viewer may know it. */
export function toStudentFileView(row: FileRow, viewer: Viewer, school: SchoolContext): StudentFileView {
  const facts = { classId: row.classId };
  const withheld = withheldFrom(viewer, 'student.view', facts);
  const identity = !withheld.has('identity');
  const card = row.card ? cardOf(row.card.address, row.card.village, row) : null;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    sex: identity ? row.sex : null,
    birthDate: identity ? row.birthDate : null,
    age: identity && row.birthDate ? ageOn(row.birthDate, viewer.today) : null,
    class: row.class && row.classId ? classNameOf({ id: row.classId, ...row.class }, school) : null,
    idNumberMasked: identity && row.idNumber ? maskIdNumber(row.idNumber) : null,
    studentNumberMasked: identity && row.studentNumber ? maskStudentNumber(row.studentNumber) : null,
    categories: withheld.has('categories') ? null : shownCategories(row.categories, withheld).map(toCategoryView),
    needsLearningSupport: learningSupport(row.categories, withheld, viewer.today),
    careFile: withheld.has('careFile') ? null : toCareFile(row.careFile, withheld),
    leftBehind: card ? toLeftBehind(row.birthDate, card, withheld, viewer.today) : null,
    contactCard:
      row.card && card && mayOn(viewer, 'contactCard.view', facts)
        ? toContactCardView({ ...row.card, phones: row.phones, people: row.people }, card, {
            withheld: withheldFrom(viewer, 'contactCard.view', facts),
            mayEdit: mayOn(viewer, 'contactCard.propose', facts),
            editsAtOnce: mayOn(viewer, 'contactCard.edit', facts),
            viewerId: viewer.id,
            mayReveal: mayOn(viewer, 'contactCard.reveal', facts),
            today: viewer.today,
            termFrom: termBegan(school),
          })
        : null,
    headTeachers: row.heads,
    may: mayWith(viewer, row.classId),
  };
}

/**
 * Shows the file of a child that somebody opened in an emergency: what the head teacher would see of the file, and what the viewer may see and do
 * anyway. Card and talks are other kinds of record.
 */
export function toFileInEmergency(row: FileRow, viewer: Viewer, school: SchoolContext): StudentFileView {
  const seen = { ...row, classId: row.classId ?? row.id };
  const usual = toStudentFileView(row, viewer, school);
  const kinds: readonly [Emergency['kind'], readonly Permission[]][] = [
    ['studentFile', ['student.view']],
    ['contactCard', ['contactCard.view', 'contactCard.reveal']],
    ['talks', ['timeline.view']],
  ];
  const may = new Set<Permission>(usual.may as Permission[]);
  for (const [kind, permissions] of kinds)
    if (isOpenInEmergency(viewer, row.id, kind)) permissions.forEach((permission) => may.add(permission));
  return {
    ...toStudentFileView(seen, asHeadTeacherOf(viewer, seen.classId), school),
    contactCard: mayOn(viewer, 'contactCard.view', row) ? usual.contactCard : null,
    may: [...may],
  };
}

function toCategoryView(category: FileRow['categories'][number]): CategoryView {
  const { id, version, code, from, to, basis, endReason } = category;
  return { id, version, code, from, to, basis, endReason, audience: audienceOf(category) };
}

function toCareFile(file: StudentCareFile | null, withheld: ReadonlySet<Withheld>): StudentCareFile | null {
  if (!file) return null;
  const { id, version, status, openedOn, remark, urgency, reviewOn } = file;
  const knows = !withheld.has('urgency');
  return {
    id,
    version,
    status,
    openedOn,
    remark,
    urgency: knows ? urgency : null,
    reviewOn: knows ? reviewOn : null,
  };
}

/** Being left behind is a category of its own, which the office does not see, and follows from family facts. */
function toLeftBehind(
  birthDate: Day | null,
  card: Card,
  withheld: ReadonlySet<Withheld>,
  today: Day,
): LeftBehindView | null {
  if (withheld.has('family') || withheld.has('otherCategories')) return null;
  const parents = card.guardians.filter(
    ({ kind, relationship }) =>
      kind === 'guardian' && (PARENT_RELATIONSHIPS as readonly string[]).includes(relationship),
  );
  const { education, civilAffairs } = leftBehind(
    {
      birthDate,
      parents: parents.map(({ relationship, awaySince, unableToCare, deceased }) => ({
        relation: relationship as ParentRelationship,
        awaySince,
        unableToCare,
        deceased,
      })),
    },
    today,
  );
  return { education, civilAffairs };
}
