import { v7 } from 'uuid';
import { EMERGENCY_REASONS, holds } from '@tongxin/shared';
import type { AStudent, Person } from '../../support/world.js';
import { canaryChild, canaryFor } from './canary-child.js';
import type { Place, Stage } from './cast.js';
import { SCHOOL_SUBJECTS } from './school-subjects.js';
import type { SubjectKind } from './subject-kind.js';

/** The smallest file that is one. */
export const A_PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** A child and what a body may name of it; the sibling is of the same class. */
export async function childWith(
  stage: Stage,
  place: Place,
): Promise<{ student: AStudent; values: Readonly<Record<string, unknown>> }> {
  const student = await canaryChild(stage, place);
  const sibling = await canaryChild(stage, place);
  const { rows } = await stage.app.owner.query(
    `SELECT (SELECT id FROM phones WHERE student_id = $1) AS phone, (SELECT id FROM guardians WHERE student_id = $1) AS guardian`,
    [student.id],
  );
  return {
    student,
    values: {
      studentId: student.id,
      siblingId: sibling.id,
      phoneId: rows[0].phone as string,
      guardianId: rows[0].guardian as string,
    },
  };
}

async function talkOf(stage: Stage, place: Place, student: AStudent): Promise<{ id: string; by: Person }> {
  const by = stage.heads[place];
  const put = canaryFor(stage, place);
  const talk = await stage.app.world.talk(student, {
    by,
    on: '2026-11-20',
    concern: 'urgent',
    summary: put('summary'),
  });
  await stage.app.owner.query(
    `UPDATE care_records SET follow_up_on = '2026-11-27', follow_up_text = $2 WHERE id = $1`,
    [talk.id, put('followUp')],
  );
  return { id: talk.id, by };
}

/** Every kind of address that names something. An operation whose address begins with none of these fails the guard: whoever adds one says here what it is about. */
export const SUBJECT_KINDS: readonly SubjectKind[] = [
  {
    prefix: '/api/students/{id}',
    sees: 'student.view',
    async make(stage, place) {
      const { student, values } = await childWith(stage, place);
      const { rows } = await stage.app.owner.query(
        `SELECT id FROM care_categories WHERE student_id = $1 AND code = 'leftBehind'`,
        [student.id],
      );
      const { body: link } = await stage.app
        .as(stage.departments[place])
        .post(`/api/students/${student.id}/guardian-links`)
        .send({})
        .expect(201);
      return {
        row: { classId: student.classId },
        params: { id: student.id, categoryId: rows[0].id as string, linkId: link.link.id as string },
        values,
      };
    },
  },
  {
    prefix: '/api/talks/{id}',
    sees: 'talk.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const { id, by } = await talkOf(stage, place, student);
      return { row: { classId: student.classId, authorId: by.id }, params: { id } };
    },
  },
  {
    prefix: '/api/urgent-concerns/{talkId}',
    sees: 'urgentConcern.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const { id, by } = await talkOf(stage, place, student);
      return { row: { classId: student.classId, authorId: by.id }, params: { talkId: id } };
    },
  },
  {
    prefix: '/api/imports/{id}',
    sees: 'import.view',
    schoolWide: true,
    async make(stage, place, asker) {
      const id = v7();
      const { owner, clock } = stage.app;
      const { id: by, schoolId } = asker?.person ?? stage.departments[place];
      const until = new Date(clock.now().getTime() + 86_400_000);
      await owner.query(
        `INSERT INTO imports (school_id, id, status, file_name, file_hash, created_by, created_at, expires_at, counts)
         VALUES ($1, $2, 'checked', 'ledger.xlsx', '\\x00', $3, $4, $5, '{"rows":1,"ready":0,"warnings":0,"errors":1,"duplicates":0,"updates":0,"awaitingClass":0,"skipped":0}')`,
        [schoolId, id, by, clock.now(), until],
      );
      await owner.query(
        `INSERT INTO import_rows (school_id, import_id, sheet_row, status, action, name, cells) VALUES ($1, $2, 5, 'error', 'create', $3, '{}')`,
        [schoolId, id, canaryFor(stage, place)('staged')],
      );
      return { row: {}, params: { id, sheetRow: '5' } };
    },
  },
  {
    prefix: '/api/rollovers/{id}',
    sees: 'rollover.view',
    schoolWide: true,
    async make(stage, place) {
      const id = v7();
      const school = place === 'other school' ? stage.otherSchool : stage.school;
      await stage.app.owner.query(`DELETE FROM rollovers WHERE school_id = $1`, [school.id]);
      await stage.app.owner.query(
        `INSERT INTO rollovers (school_id, id, to_year, run_by, run_at, last_on, changes, counts) VALUES ($1, $2, 2026, $3, $4, '2026-07-03', $5, $6)`,
        [
          school.id,
          id,
          stage.departments[place].id,
          stage.app.clock.now(),
          { terms: [], classes: [], memberships: [], assignments: [], files: [], staying: [] },
          {
            classesMoving: 0,
            classesGraduating: 0,
            pupilsLeaving: 0,
            pupilsStaying: 0,
            filesClosing: 0,
            assignmentsEnding: 0,
            termsMade: 0,
            classesMade: 0,
          },
        ],
      );
      return { row: {}, params: { id } };
    },
  },
  {
    prefix: '/api/attachments/{id}',
    sees: 'attachment.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const by = stage.heads[place];
      const { rows } = await stage.app.owner.query(`SELECT id FROM guardians WHERE student_id = $1`, [student.id]);
      const { body } = await stage.app
        .as(by)
        .post('/api/attachments')
        .field('subjectKind', 'guardian')
        .field('subjectId', rows[0].id as string)
        .attach('file', A_PDF, `${canaryFor(stage, place)('attachment')}.pdf`)
        .expect(201);
      return { row: { classId: student.classId, authorId: by.id }, params: { id: body.id as string } };
    },
  },
  {
    prefix: '/api/handovers/{id}',
    sees: 'handover.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const by = stage.formerHeads[place];
      const { rows } = await stage.app.owner.query(`SELECT id FROM class_assignments WHERE staff_id = $1`, [by.id]);
      return {
        row: { classId: student.classId, authorId: by.id },
        params: { id: rows[0].id as string, studentId: student.id },
      };
    },
  },
  {
    prefix: '/api/duty-exemptions/{id}',
    sees: 'exemption.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const id = v7();
      await stage.app.owner.query(
        `INSERT INTO duty_exemptions (school_id, id, standard_id, student_id, from_on, to_on, reason, granted_by)
         SELECT $1, $2, s.id, $3, '2026-11-01', '2026-11-30', $4, $5 FROM care_standards s WHERE s.school_id = $1 AND s.code = 'monthlyTalk' LIMIT 1`,
        [student.schoolId, id, student.id, canaryFor(stage, place)('exemption'), stage.departments[place].id],
      );
      return { row: { classId: student.classId }, params: { id } };
    },
  },
  {
    prefix: '/api/approvals/{id}',
    sees: 'approval.view',
    async make(stage, place) {
      const student = await canaryChild(stage, place);
      const by = stage.heads[place];
      const { body: card } = await stage.app.as(by).get(`/api/students/${student.id}/contact-card`).expect(200);
      await stage.app
        .as(by)
        .put(`/api/students/${student.id}/contact-card`)
        .set('If-Match', `"${card.version}"`)
        .send({ address: null, village: canaryFor(stage, place)('village'), phones: [], guardians: [], reason: '搬家' })
        .expect(200);
      const { rows } = await stage.app.owner.query(`SELECT id FROM proposals WHERE student_id = $1`, [student.id]);
      return { row: { classId: student.classId, authorId: by.id }, params: { id: rows[0].id as string } };
    },
  },
  {
    prefix: '/api/emergency-access/{id}',
    sees: 'emergencyAccess.view',
    /** Opened by whoever asks, where they may open one; else by somebody nobody asks as. */
    async make(stage, place, asker) {
      const student = await canaryChild(stage, place);
      const school = place === 'other school' ? stage.otherSchool : stage.school;
      const opener =
        asker && place !== 'other school' && holds(asker.facts, 'emergencyAccess.open')
          ? asker.person
          : await stage.app.world.person(school, { roles: ['counsellor'] });
      const id = v7();
      const now = stage.app.clock.now();
      await stage.app.owner.query(
        `INSERT INTO emergency_accesses (school_id, id, student_id, kind, reason_code, reason, opened_by, opened_at, until_at, review_due_on)
         VALUES ($1, $2, $3, 'contactCard', $4, $5, $6, $7, $8, '2026-11-30')`,
        [
          school.id,
          id,
          student.id,
          EMERGENCY_REASONS[0],
          canaryFor(stage, place)('emergency'),
          opener.id,
          now,
          new Date(now.getTime() + 3_600_000),
        ],
      );
      return { row: { classId: student.classId, authorId: opener.id }, params: { id } };
    },
  },
  ...SCHOOL_SUBJECTS,
];

/** @returns the kind an address belongs to, the most exact one; null where it names nothing, undefined where nobody has said */
export function subjectKindOf(path: string): SubjectKind | null | undefined {
  if (!path.includes('{')) return null;
  const kinds = SUBJECT_KINDS.filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return kinds.sort((one, other) => other.prefix.length - one.prefix.length)[0];
}
