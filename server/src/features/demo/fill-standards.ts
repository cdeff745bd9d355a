import { addDays, addMonthsToMonth, daysOfMonth, monthOf } from '@tongxin/shared';
import type pg from 'pg';
import { idOf } from './chance.js';
import { FIRST_SCHOOL } from './demo-cast.js';
import type { DemoDay } from './demo-day.js';
import { addMissing } from './demo-rows.js';
import { departmentOf } from './fill-organisation.js';

const GRACE_DAYS = 3;
const REASONS = ['住院治疗，出院后补谈。', '随父母外出治病，学期末返校。'] as const;

/**
 * At the first load the department of the first school has just decided that from next month on talks may be typed a few days later and the
 * head teacher checks the contact cards of the most urgent children every month, and has excused two children who are away ill. Afterwards it
 * is left as people have changed it.
 */
export async function fillStandards(owner: pg.Client, day: DemoDay): Promise<void> {
  if (day.filledUntil !== null) return;
  const { key, id: schoolId } = FIRST_SCHOOL;
  const ruleId = idOf(key, 'standard', 'monthlyTalk');
  const from = daysOfMonth(addMonthsToMonth(monthOf(day.today), 1)).from;
  const { rowCount } = await owner.query(
    `UPDATE care_standards SET to_on = $3, version = version + 1 WHERE school_id = $1 AND id = $2 AND to_on IS NULL AND version = 1`,
    [schoolId, ruleId, addDays(from, -1)],
  );
  if (rowCount === 0) return;
  await addMissing(owner, 'care_standards', [
    {
      school_id: schoolId,
      id: idOf(key, 'standard', 'monthlyTalk', 2),
      version: 1,
      first_id: ruleId,
      code: 'monthlyTalk',
      every: 'month',
      who: 'headTeacher',
      asks_in_holidays: false,
      window_part: 'whole',
      grace_days: GRACE_DAYS,
      from_on: from,
      created_by: departmentOf(FIRST_SCHOOL),
      created_at: day.now,
    },
  ]);
  await addMissing(owner, 'care_standards', [
    {
      school_id: schoolId,
      id: idOf(key, 'standard', 'contactCardVerified', 'high'),
      version: 1,
      code: 'contactCardVerified',
      every: 'month',
      who: 'headTeacher',
      urgencies: ['high'],
      asks_in_holidays: false,
      window_part: 'whole',
      grace_days: 0,
      from_on: from,
      created_by: departmentOf(FIRST_SCHOOL),
      created_at: day.now,
    },
  ]);
  await excuseTwo(owner, day, ruleId);
}

/** Ill children nobody has talked with this month yet; one for the month, one for the rest of the term. */
async function excuseTwo(owner: pg.Client, day: DemoDay, ruleId: string): Promise<void> {
  const { key, id: schoolId } = FIRST_SCHOOL;
  const month = daysOfMonth(monthOf(day.today));
  const termEnds = day.calendar.terms.find(({ from, to }) => from <= day.today && day.today <= to)!.to;
  const { rows } = await owner.query<{ id: string }>(
    `SELECT s.id FROM students s JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id AND k.number <> 2
      WHERE s.school_id = $1 AND s.care_status = 'open'
        AND EXISTS (SELECT FROM care_categories c WHERE c.school_id = $1 AND c.student_id = s.id AND c.code IN ('illness', 'disability') AND c.to_on IS NULL)
        AND EXISTS (SELECT FROM care_records r WHERE r.school_id = $1 AND r.student_id = s.id AND r.reached AND r.voided_at IS NULL AND r.held_on < $2::date)
        AND NOT EXISTS (SELECT FROM care_records r WHERE r.school_id = $1 AND r.student_id = s.id AND r.kind = 'talk' AND r.held_on >= $2::date)
      ORDER BY s.id LIMIT ${REASONS.length}`,
    [schoolId, month.from],
  );
  await addMissing(
    owner,
    'duty_exemptions',
    rows.map(({ id }, index) => ({
      school_id: schoolId,
      id: idOf(key, 'exemption', id),
      version: 1,
      standard_id: ruleId,
      student_id: id,
      from_on: month.from,
      to_on: index === 0 ? month.to : termEnds,
      reason: REASONS[index]!,
      granted_by: departmentOf(FIRST_SCHOOL),
      granted_at: day.now,
    })),
  );
}
