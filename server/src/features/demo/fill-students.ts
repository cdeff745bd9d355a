import { addDays, daysBetween, RESTRICTED_CATEGORIES, type Day } from '@tongxin/shared';
import type pg from 'pg';
import { searchKeysOf, sortKeyOf } from '../students/index.js';
import { Chance, idOf } from './chance.js';
import { awaySince, childrenOf, openedOn, type DemoChild } from './demo-children.js';
import type { DemoDay } from './demo-day.js';
import { addMissing, type Row } from './demo-rows.js';
import { addCareLife, urgencyOf } from './fill-care-life.js';
import { fillCardLife } from './fill-card-life.js';
import { cohortsThatLeft, officeOf, SCHOOLS_WITH_CLASSES, type ClassAtSchool } from './fill-organisation.js';

interface NewChild {
  readonly child: DemoChild;
  readonly schoolId: string;
  readonly classId: string;
  readonly headId: string;
  readonly officeId: string;
  readonly openedOn: Day;
}

/** @returns every child of the demo in these classes, whether or not somebody has changed or moved it since */
export function childrenIn(classes: readonly Pick<ClassAtSchool, 'cohort'>[]): DemoChild[] {
  return classes.flatMap(({ cohort }) => childrenOf(cohort));
}

/** Adds the children who are not there yet, with files, cards and search keys; those there already stay as people have left them. */
export async function fillStudents(owner: pg.Client, day: DemoDay, classes: readonly ClassAtSchool[]): Promise<void> {
  const { rows: known } = await owner.query<{ id: string }>(
    'SELECT id FROM students WHERE school_id = ANY($1::uuid[])',
    [SCHOOLS_WITH_CLASSES.map(({ id }) => id)],
  );
  const there = new Set(known.map(({ id }) => id));
  const added = classes.flatMap(({ school, cohort, id, grade }) =>
    childrenOf(cohort)
      .filter((child) => !there.has(child.id))
      .map((child): NewChild => ({
        child,
        schoolId: school.id,
        classId: id,
        headId: idOf(school.key, 'person', headOf(school.key, grade, cohort.number)),
        officeId: officeOf(school),
        openedOn: openedOn(child, day.today, day.yearBegan),
      })),
  );
  await addStudents(owner, day, added);
  await addCareFiles(owner, day, added);
  await addCards(owner, day, added);
  await addCareLife(owner, day.today, added);
  await fillCardLife(owner, day, added);
}

const headOf = (school: string, grade: number, number: number): string =>
  `${school === 'a' ? '' : `${school}-`}head-${grade}-${number}`;

async function addStudents(owner: pg.Client, { yearBegan }: DemoDay, added: readonly NewChild[]): Promise<void> {
  await addMissing(
    owner,
    'students',
    added.map(({ child, schoolId, classId, officeId, openedOn: on }) => ({
      school_id: schoolId,
      id: child.id,
      version: 1,
      name: child.name.full,
      sort_key: sortKeyOf(child.name.full),
      sex: child.sex,
      birth_date: child.birthDate,
      id_number: child.idNumber,
      student_number: child.studentNumber,
      class_id: classId,
      category_spans: [],
      created_at: morningOf(on),
      created_by: officeId,
    })),
  );
  await addMissing(
    owner,
    'class_memberships',
    added.map(({ child, schoolId, classId }) => ({
      school_id: schoolId,
      id: idOf('membership', child.id),
      student_id: child.id,
      class_id: classId,
      from_on: yearBegan < `${child.cohort.entryYear}-09-01` ? yearBegan : `${child.cohort.entryYear}-09-01`,
    })),
  );
  await addMissing(
    owner,
    'student_keys',
    added.flatMap(({ child, schoolId }) =>
      searchKeysOf(child.name.full, [
        ...child.phones,
        ...child.household.guardians.flatMap((guardian) => guardian.phones),
      ]).map(({ kind, key }) => ({ school_id: schoolId, kind, key, student_id: child.id })),
    ),
  );
}

/** How urgent a care file is, and when somebody looks again. */
function urgencyNow(child: DemoChild, today: Day): { urgency: string; urgency_review_on: Day | null } {
  const urgent = urgencyOf(child);
  return { urgency: urgent?.level ?? 'normal', urgency_review_on: urgent && addDays(today, urgent.days) };
}

const REASONS = { paused: '随父母到外地就医，暂停跟进', closed: '父母返乡就业，家庭情况好转' } as const;

async function addCareFiles(owner: pg.Client, { today }: DemoDay, added: readonly NewChild[]): Promise<void> {
  await addMissing(
    owner,
    'care_files',
    added.map(({ child, schoolId, openedOn: on }) => ({
      school_id: schoolId,
      id: idOf('file', child.id),
      student_id: child.id,
      version: child.status === 'open' ? 1 : 2,
      status: child.status,
      opened_on: on,
      remark: child.remark,
      ...urgencyNow(child, today),
      created_at: morningOf(on),
    })),
  );
  await addMissing(
    owner,
    'care_file_periods',
    added.flatMap(({ child, schoolId, headId, officeId, openedOn: on }) => {
      const period = (status: string, from: Day, reason: string | null, by: string): Row => ({
        school_id: schoolId,
        id: idOf('period', child.id, status),
        student_id: child.id,
        status,
        from_on: from,
        reason_code: status === 'paused' ? 'sickLeave' : status === 'closed' ? 'situationImproved' : null,
        reason,
        changed_by: by,
        changed_at: morningOf(from),
      });
      const opened = period('open', on, null, officeId);
      if (child.status !== 'paused' && child.status !== 'closed') return [opened];
      const since = addDays(today, -Math.min(25, daysBetween(on, today)));
      return [opened, period(child.status, since, REASONS[child.status], headId)];
    }),
  );
  await addMissing(
    owner,
    'care_categories',
    added.flatMap(({ child, schoolId, officeId, openedOn: on }) =>
      child.household.categories.map(({ code, basis }) => ({
        school_id: schoolId,
        id: idOf('category', child.id, code),
        student_id: child.id,
        version: 1,
        code,
        from_on: on,
        basis,
        restricted: RESTRICTED_CATEGORIES.includes(code),
        added_by: officeId,
        added_at: morningOf(on),
      })),
    ),
  );
}

async function addCards(owner: pg.Client, day: DemoDay, added: readonly NewChild[]): Promise<void> {
  const corrected = new Map(added.map((one) => [one.child.id, correctionOf(one, day)]));
  await addMissing(
    owner,
    'contact_cards',
    added.map(({ child, schoolId }) => {
      const change = corrected.get(child.id);
      return {
        school_id: schoolId,
        student_id: child.id,
        version: change ? 2 : 1,
        address: child.address,
        village: child.village,
        changed_on: change?.on ?? null,
        changed_at: change ? eveningOf(change.on) : null,
      };
    }),
  );
  await addMissing(
    owner,
    'guardians',
    added.flatMap(({ child, schoolId, openedOn: on }) =>
      child.household.guardians.map((guardian, index) => {
        const born = Number(child.birthDate.slice(0, 4)) - guardian.older;
        const chance = Chance.of('age', child.id, index);
        // Of older people a school often knows the age and not the day.
        const known = guardian.kind === 'guardian' && chance.happens(0.6);
        return {
          school_id: schoolId,
          id: guardianId(child, index),
          student_id: child.id,
          kind: guardian.kind,
          name: guardian.name,
          relationship: guardian.relationship,
          sex: guardian.sex,
          birth_date: known ? addDays(`${born}-01-01`, chance.whole(0, 360)) : null,
          age_stated: known ? null : Number(on.slice(0, 4)) - born,
          age_stated_on: known ? null : on,
          address: guardian.livesWithChild ? child.address : null,
          works_at: guardian.worksAt,
          away_since: guardian.awayFor === null ? null : awaySince(child, guardian.awayFor),
          unable_to_care: guardian.unableToCare,
          deceased: false,
          lives_with_child: guardian.livesWithChild,
          // Of some entrusted guardians the written notice is still to be got.
          entrusted_notice_on: guardian.kind === 'entrusted' && chance.happens(0.6) ? on : null,
          call_order: index + 1,
        };
      }),
    ),
  );
  await addMissing(owner, 'phones', added.flatMap(phonesOf));
  await addMissing(
    owner,
    'contact_card_changes',
    added.flatMap((one) => {
      const change = corrected.get(one.child.id);
      if (!change) return [];
      return {
        school_id: one.schoolId,
        id: idOf('card-change', one.child.id),
        student_id: one.child.id,
        guardian_id: guardianId(one.child, 0),
        person: one.child.household.guardians[0]!.name,
        field: 'phone',
        before: change.before,
        after: change.after,
        source: change.source,
        reason: change.reason,
        changed_by: one.headId,
        changed_at: eveningOf(change.on),
      };
    }),
  );
}

function phonesOf({ child, schoolId }: NewChild): Row[] {
  const row = (number: string, position: number, guardian: string | null): Row => ({
    school_id: schoolId,
    id: idOf('phone', child.id, guardian ?? 'own', position),
    student_id: child.id,
    guardian_id: guardian,
    label: guardian === null ? '电话手表' : position === 2 ? '备用' : null,
    number,
    position,
  });
  return [
    ...child.phones.map((number, index) => row(number, index + 1, null)),
    ...child.household.guardians.flatMap((guardian, person) =>
      guardian.phones.map((number, index) => row(number, index + 1, guardianId(child, person))),
    ),
  ];
}

/** On one card in fourteen somebody has corrected a number this term. */
function correctionOf({ child }: NewChild, { today, termBegan }: DemoDay) {
  const chance = Chance.of('correction', child.id);
  const after = child.household.guardians[0]?.phones[0];
  if (!after || !chance.happens(1 / 14)) return null;
  const [source, reason] = chance.pick([
    ['guardian', '家长来电告知换了号码'],
    ['phoneCall', '核对联系卡时打不通，经亲属问到新号码'],
    ['homeVisit', '家访时核对'],
  ] as const);
  const last = chance.whole(0, 9999).toString().padStart(4, '0');
  return {
    on: addDays(today, -chance.whole(1, Math.max(1, Math.min(30, daysBetween(termBegan, today))))),
    before: `${after.slice(0, 7)}${last}`,
    after,
    source,
    reason,
  };
}

/** Children whose class has left the school went on to junior school: their files are handed on. */
export async function handOnThoseWhoLeft(owner: pg.Client, day: DemoDay): Promise<void> {
  const left = cohortsThatLeft(day).flatMap(childrenOf);
  await owner.query(
    `WITH gone AS (
       UPDATE care_files SET status = 'transferred', version = version + 1
        WHERE school_id = ANY($1::uuid[]) AND student_id = ANY($2::uuid[]) AND status IN ('open', 'paused') RETURNING school_id, student_id)
     INSERT INTO care_file_periods (school_id, id, student_id, status, from_on, reason, changed_at)
     SELECT school_id, gen_random_uuid(), student_id, 'transferred', $3::date, '小学毕业，升入初中', $4::timestamptz FROM gone`,
    [SCHOOLS_WITH_CLASSES.map(({ id }) => id), left.map(({ id }) => id), day.yearBegan, day.now],
  );
}

const guardianId = (child: DemoChild, index: number): string => idOf('guardian', child.id, index);
const morningOf = (on: Day): string => `${on}T09:00:00+08:00`;
const eveningOf = (on: Day): string => `${on}T17:30:00+08:00`;
