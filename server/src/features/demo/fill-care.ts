import { addDays, daysBetween, earlier, isWorkday, later, type Day } from '@tongxin/shared';
import type pg from 'pg';
import { Chance, idOf } from './chance.js';
import { FIRST_SCHOOL } from './demo-cast.js';
import type { DemoChild } from './demo-children.js';
import type { DemoDay } from './demo-day.js';
import { talksOfClass, urgentTalk, type ChildOnFile, type DemoTalk } from './demo-talks.js';
import {
  departmentOf,
  HEAD_TEACHER_IDS,
  officeOf,
  SCHOOLS_WITH_CLASSES,
  type ClassAtSchool,
} from './fill-organisation.js';
import { fillStandards } from './fill-standards.js';
import { childrenIn } from './fill-students.js';

/** Adds the talks and verified cards of the time that has passed; what people have typed themselves stays alone in its month. */
export async function fillCare(owner: pg.Client, day: DemoDay, classes: readonly ClassAtSchool[]): Promise<void> {
  const opened = await openFiles(owner);
  const onFile = (at: ClassAtSchool): ChildOnFile[] =>
    childrenIn([at]).flatMap((child) => {
      const openedOn = opened.get(child.id);
      return openedOn === undefined ? [] : [{ child, openedOn }];
    });
  await fillVerifications(owner, day, classes, onFile);
  const from = day.filledUntil === null ? day.termBegan : earlier(day.termBegan, day.filledUntil);
  for (const school of SCHOOLS_WITH_CLASSES) {
    const talks = classes
      .filter((at) => at.school === school)
      .flatMap((at) => talksOfClass(onFile(at), day.calendar, { from, to: day.today }, day.now));
    await addTalks(owner, school.id, talks, MONTH_IS_FREE);
    await addAddenda(owner, school.id, talks);
    await closeFollowUps(owner, school.id, talks);
  }
  await fillStandards(owner, day);
  const ofFirstSchool = classes.filter(({ school }) => school === FIRST_SCHOOL);
  await fillUrgent(
    owner,
    day,
    ofFirstSchool.flatMap(onFile).map(({ child }) => child),
  );
}

async function openFiles(owner: pg.Client): Promise<ReadonlyMap<string, Day>> {
  const { rows } = await owner.query<{ student_id: string; opened_on: Day }>(
    `SELECT student_id, to_char(opened_on, 'YYYY-MM-DD') AS opened_on FROM care_files WHERE school_id = ANY($1::uuid[]) AND status = 'open'`,
    [SCHOOLS_WITH_CLASSES.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.student_id, row.opened_on]));
}

const MONTH_IS_FREE = `NOT EXISTS (SELECT 1 FROM care_records c WHERE c.school_id = $1 AND c.student_id = r.student_id AND c.kind = 'talk' AND c.id <> r.id
  AND c.voided_at IS NULL AND date_trunc('month', c.held_on) = date_trunc('month', r.held_on))`;

/**
 * The author is whoever of the demo headed the child's class on that day.
 * @param where `MONTH_IS_FREE` leaves a month alone in which somebody has already typed a talk
 */
async function addTalks(
  owner: pg.Client,
  schoolId: string,
  talks: readonly DemoTalk[],
  where: 'true' | typeof MONTH_IS_FREE,
): Promise<void> {
  await owner.query(
    `INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, reached, level, details, concern,
            follow_up_on, follow_up_text, follow_up_done_at, body_hash)
     SELECT $1::uuid, r.id, r.id, 'talk', m.student_id, a.staff_id, r.held_on, r.typed_at, r.reached, 'protected', r.details, r.concern,
            r.follow_up_on, r.follow_up_text, r.follow_up_done_at, sha256(convert_to(r.details::text, 'UTF8'))
       FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, student_id uuid, held_on date, typed_at timestamptz, reached boolean, details jsonb, concern text,
            follow_up_on date, follow_up_text text, follow_up_done_at timestamptz)
       JOIN class_memberships m ON m.school_id = $1 AND m.student_id = r.student_id AND m.from_on <= r.held_on AND (m.to_on IS NULL OR m.to_on >= r.held_on)
       JOIN class_assignments a ON a.school_id = $1 AND a.class_id = m.class_id AND a.role = 'headTeacher' AND a.staff_id = ANY($3::uuid[])
        AND a.from_on <= r.held_on AND (a.to_on IS NULL OR a.to_on >= r.held_on)
      WHERE ${where}
     ON CONFLICT DO NOTHING`,
    [
      schoolId,
      JSON.stringify(
        talks.map(({ id, childId, heldOn, typedAt, reached, details, concern, followUp }) => ({
          id,
          student_id: childId,
          held_on: heldOn,
          typed_at: typedAt,
          reached,
          details,
          concern,
          follow_up_on: followUp?.on ?? null,
          follow_up_text: followUp?.text ?? null,
          follow_up_done_at: followUp?.doneAt ?? null,
        })),
      ),
      HEAD_TEACHER_IDS,
    ],
  );
}

/** What was added to a talk days later, where the talk is there and still counts. */
async function addAddenda(owner: pg.Client, schoolId: string, talks: readonly DemoTalk[]): Promise<void> {
  await owner.query(
    `INSERT INTO care_record_addenda (school_id, id, record_id, author_id, text, added_at)
     SELECT $1::uuid, r.id, c.id, c.author_id, r.text, r.added_at
       FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, record_id uuid, text text, added_at timestamptz)
       JOIN care_records c ON c.school_id = $1 AND c.id = r.record_id AND c.voided_at IS NULL
     ON CONFLICT DO NOTHING`,
    [
      schoolId,
      JSON.stringify(
        talks.flatMap(({ id, addendum }) =>
          addendum ? [{ id: addendum.id, record_id: id, text: addendum.text, added_at: addendum.addedAt }] : [],
        ),
      ),
    ],
  );
}

/** What a teacher meant to come back to has been seen to by now, where nobody has changed it. */
async function closeFollowUps(owner: pg.Client, schoolId: string, talks: readonly DemoTalk[]): Promise<void> {
  await owner.query(
    `UPDATE care_records c SET follow_up_done_at = r.done_at, version = c.version + 1
       FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, follow_up_on date, done_at timestamptz)
      WHERE c.school_id = $1 AND c.id = r.id AND c.follow_up_on = r.follow_up_on AND c.follow_up_done_at IS NULL AND c.voided_at IS NULL`,
    [
      schoolId,
      JSON.stringify(
        talks.flatMap(({ id, followUp }) =>
          followUp?.doneAt ? [{ id, follow_up_on: followUp.on, done_at: followUp.doneAt }] : [],
        ),
      ),
    ],
  );
}

/** Cards are gone through in the first weeks of a term; so many of them, by this share. */
const VERIFIED_SHARE = 0.67;
const DAYS_OF_VERIFYING = 45;

async function fillVerifications(
  owner: pg.Client,
  { calendar, termBegan, termKey, today }: DemoDay,
  classes: readonly ClassAtSchool[],
  onFile: (at: ClassAtSchool) => ChildOnFile[],
): Promise<void> {
  const span = Math.max(1, Math.min(DAYS_OF_VERIFYING, daysBetween(termBegan, today) - 1));
  const planned = classes.flatMap((at) =>
    onFile(at).flatMap(({ child, openedOn }) => {
      const chance = Chance.of('verified', child.id, termKey);
      if (!chance.happens(VERIFIED_SHARE)) return [];
      let on = addDays(termBegan, chance.whole(1, span));
      while (!isWorkday(calendar, on) && on > termBegan) on = addDays(on, -1);
      on = later(on, openedOn);
      if (on >= today) return [];
      return {
        school_id: at.school.id,
        id: idOf('verification', child.id, termKey),
        student_id: child.id,
        verified_on: on,
        reached: chance.happens(0.96),
        office_id: chance.happens(0.3) ? officeOf(at.school) : null,
        typed_at: `${on}T${chance.whole(10, 17)}:${chance.whole(10, 59)}:00+08:00`,
      };
    }),
  );
  await owner.query(
    `WITH told AS (
       INSERT INTO contact_card_verifications (school_id, id, student_id, verified_on, reached, verified_by, typed_at)
       SELECT r.school_id, r.id, r.student_id, r.verified_on, r.reached, coalesce(r.office_id, a.staff_id), r.typed_at
         FROM jsonb_to_recordset($1::jsonb) AS r(school_id uuid, id uuid, student_id uuid, verified_on date, reached boolean, office_id uuid, typed_at timestamptz)
         JOIN students s ON s.school_id = r.school_id AND s.id = r.student_id
         JOIN class_assignments a ON a.school_id = s.school_id AND a.class_id = s.class_id AND a.role = 'headTeacher' AND a.to_on IS NULL AND a.staff_id = ANY($2::uuid[])
       ON CONFLICT DO NOTHING
       RETURNING *)
     UPDATE contact_cards c SET verified_on = told.verified_on, verified_at = told.typed_at, verified_by = told.verified_by
       FROM told WHERE told.reached AND c.school_id = told.school_id AND c.student_id = told.student_id AND (c.verified_at IS NULL OR c.verified_at < told.typed_at)`,
    [JSON.stringify(planned), HEAD_TEACHER_IDS],
  );
}

/** After so many days somebody of the department has taken an urgent concern. */
const DAYS_UNTIL_TAKEN = 10;
const URGENT_AT_FIRST = 2;
/** Entries of the demo have ids made from what they are (version 5), those of people ids made from the time (version 7). */
const MADE_BY_THE_DEMO = `entry_id = id AND substring(id::text FROM 15 FOR 1) = '5'`;

/** There is always a child of the first school whose urgent concern nobody has taken yet; at the first load there are two. */
async function fillUrgent(owner: pg.Client, day: DemoDay, children: readonly DemoChild[]): Promise<void> {
  const { id: schoolId } = FIRST_SCHOOL;
  await owner.query(
    `UPDATE care_records SET concern_taken_at = typed_at + interval '2 hours', concern_taken_by = $2, version = version + 1
      WHERE school_id = $1 AND concern = 'urgent' AND concern_taken_at IS NULL AND voided_at IS NULL AND held_on < $3::date AND ${MADE_BY_THE_DEMO}`,
    [schoolId, departmentOf(FIRST_SCHOOL), addDays(day.today, -DAYS_UNTIL_TAKEN)],
  );
  const { rows } = await owner.query<{ untaken: number }>(
    `SELECT count(*)::int AS untaken FROM care_records WHERE school_id = $1 AND concern = 'urgent' AND concern_taken_at IS NULL AND voided_at IS NULL`,
    [schoolId],
  );
  const wanted = day.filledUntil === null ? URGENT_AT_FIRST : rows[0]!.untaken > 0 ? 0 : 1;
  const whose = Chance.of('urgent', day.today.slice(0, 7)).shuffled(
    children.filter(
      ({ cohort, habit, household }) =>
        cohort.number !== 2 && habit === 'steady' && household.circumstances.includes('elders'),
    ),
  );
  const talks = whose.slice(0, wanted).map((child, order) => urgentTalk(child, day.calendar, day.today, order));
  await addTalks(owner, schoolId, talks, 'true');
}
