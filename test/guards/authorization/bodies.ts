import { EMERGENCY_REASONS, type Permission } from '@tongxin/shared';
import { TEST_PASSWORD, type Person } from '../../support/world.js';
import type { Stage } from './cast.js';
import type { Operation } from './operations.js';

/** Values a body may name: of the child asked about (`studentId`, `phoneId`, `guardianId`, `siblingId`), and of the school. */
export type Values = Readonly<Record<string, unknown>>;

let count = 0;
/** Another day each time, so that nothing overlaps what an earlier request has left. */
const unusedDay = (): string => new Date(Date.UTC(2031, 0, 1) + ++count * 86_400_000).toISOString().slice(0, 10);

const A_STANDARD = {
  who: 'headTeacher',
  every: 'month',
  categories: ['migrant'],
  asksInHolidays: false,
  window: { part: 'whole' },
  graceDays: 0,
  from: '2026-12-01',
};

/** What a sampled body would get wrong, because the rule is not in its schema. */
export const BODIES: Readonly<Record<string, (values: Values) => object>> = {
  'POST /api/session/password': () => ({ currentPassword: TEST_PASSWORD, newPassword: 'another-long-password' }),
  'POST /api/session/second-factor/end': () => ({ password: TEST_PASSWORD }),
  'POST /api/session/second-factor/recovery-codes': () => ({ password: TEST_PASSWORD }),
  'POST /api/students/{id}/contact-card/reveal': ({ phoneId }) => ({ what: 'phone', id: phoneId, reason: 'call' }),
  'POST /api/students/{id}/household/siblings': ({ siblingId }) => ({ studentId: siblingId, reason: '兄弟' }),
  'PATCH /api/students/{id}/care-file': () => ({ status: 'paused', reason: '外出就读' }),
  'POST /api/assignments': ({ colleagueId, classId }) => ({ classId, staffId: colleagueId, role: 'deputy' }),
  'POST /api/calendar-exceptions': () => ({ kind: 'holiday', from: unusedDay(), name: '校庆' }),
  'POST /api/classes': () => ({ schoolYear: 2026, classes: [{ grade: 2, number: (++count % 98) + 1 }] }),
  'POST /api/terms': () => ({
    schoolYear: 2040 + ++count,
    ordinal: 1,
    from: `${2040 + count}-09-01`,
    to: `${2040 + count}-12-20`,
  }),
  'POST /api/public-holidays': () => ({ year: 2026 }),
  'POST /api/villages': () => ({ name: `清溪${++count}村` }),
  'POST /api/grants': ({ colleagueId }) => ({ staffId: colleagueId, role: 'volunteer', from: '2026-11-23' }),
  'POST /api/grants/{id}/end': () => ({ on: '2026-11-23' }),
  // Of any number of children without a second person; names and numbers are in it.
  'POST /api/ledgers': () => ({ columns: ['sex', 'birthDate', 'idNumber', 'studentNumber'] }),
  'POST /api/users/import/commit': () => ({ rows: [{ name: `周老师${++count}` }] }),
  'PUT /api/reminders/settings': () => ({ byMail: false, mailAddress: null, language: 'zh-CN' }),
  'PUT /api/reminders/channel': () => ({ kind: 'weCom', url: 'http://localhost:9/hook', language: 'zh-CN' }),
  'POST /api/care-standards': () => ({ ...A_STANDARD, code: 'monthlyTalk' }),
  'POST /api/care-standards/preview': () => ({ ...A_STANDARD, code: 'monthlyTalk' }),
  'POST /api/care-standards/{id}/versions': () => ({ ...A_STANDARD, from: '2027-03-01' }),
  'PATCH /api/care-standards/{id}': () => A_STANDARD,
  'POST /api/care-standards/{id}/end': () => ({ on: '2026-12-31' }),
};

/** Operations about a child who stands in the body or the question, not in the address; the permission by which somebody knows of what is named. */
export const CHILD_IN_BODY: Readonly<
  Record<string, { readonly sees: Permission; readonly body: (values: Values) => object }>
> = {
  'POST /api/talks': {
    sees: 'student.view',
    body: ({ studentId }) => ({ studentIds: [studentId], heldOn: '2026-11-20', topics: ['study'] }),
  },
  'POST /api/duty-exemptions': {
    sees: 'student.view',
    body: ({ studentId, standardId }) => ({
      studentId,
      standardId,
      from: '2026-11-01',
      to: '2026-11-30',
      reason: '住院',
    }),
  },
  'POST /api/emergency-access': {
    sees: 'student.view',
    body: ({ studentId }) => ({
      studentId,
      kind: 'contactCard',
      reasonCode: EMERGENCY_REASONS[0],
      reason: '孩子放学后没有回家，需要马上联系家人。',
    }),
  },
  'POST /api/merges': {
    sees: 'student.view',
    body: ({ studentId, siblingId }) => ({
      keepId: studentId,
      mergeId: siblingId,
      keptVersion: 1,
      mergedVersion: 1,
      reason: '重复建档',
    }),
  },
  'POST /api/merges/preview': {
    sees: 'student.view',
    body: ({ studentId, siblingId }) => ({ keepId: studentId, mergeId: siblingId }),
  },
  'POST /api/merges/different': {
    sees: 'student.view',
    body: ({ studentId, siblingId }) => ({ oneId: studentId, otherId: siblingId }),
  },
  'GET /api/attachments': {
    sees: 'attachment.view',
    body: ({ guardianId }) => ({ subjectKind: 'guardian', subjectId: guardianId }),
  },
  'POST /api/attachments': {
    sees: 'attachment.view',
    body: ({ guardianId }) => ({ subjectKind: 'guardian', subjectId: guardianId }),
  },
};

/** `refused`: 403, they know that it is there. `hidden`: 404, as if it were not. `reached`: let in. */
export type Fate = 'refused' | 'hidden' | 'reached';

/**
 * Where the row of the table says less than the rule: whom an operation hides from or refuses although their post reaches the place. Each is a rule with tests of its own.
 */
export const OTHERWISE: Readonly<Record<string, Readonly<Record<string, Fate>>>> = {
  // A subject teacher knows the child in class and not that there is a file.
  'GET /api/students/{id}/care-file': { 'subject teacher': 'hidden' },
  // A change of a card is the department's to decide; the principal sees it, the administrator knows of no child.
  'GET /api/approvals/{id}': { administrator: 'hidden' },
  'POST /api/approvals/{id}/approve': { principal: 'refused', administrator: 'hidden' },
  'POST /api/approvals/{id}/withdraw': { administrator: 'hidden' },
  'POST /api/approvals/{id}/send-back': { principal: 'refused', administrator: 'hidden' },
  // A post with one child is given and ended by the office and the department.
  'POST /api/grants/{id}/end': { principal: 'refused', administrator: 'refused' },
  // Whoever leaves writes, whoever comes confirms.
  'PUT /api/handovers/{id}/notes/{studentId}': { 'head teacher': 'refused', deputy: 'refused' },
  'POST /api/handovers/{id}/acknowledge': { 'former head teacher': 'refused' },
};

const aRobot = async ({ app, school }: Stage): Promise<void> => {
  await app.owner.query(
    `INSERT INTO reminder_channels (school_id, kind, url, language, changed_at) VALUES ($1, 'weCom', 'http://localhost:9/hook', 'zh-CN', now())
     ON CONFLICT (school_id) DO UPDATE SET kind = 'weCom', url = 'http://localhost:9/hook', version = 1`,
    [school.id],
  );
};

/** What has to be there before somebody is let in to it. */
export const FIRST: Readonly<Record<string, (stage: Stage, asker: Person) => Promise<unknown>>> = {
  'DELETE /api/reminders/calendar': ({ app }, asker) => app.as(asker).post('/api/reminders/calendar').send({}),
  'DELETE /api/reminders/channel': aRobot,
  'POST /api/reminders/channel/trial': aRobot,
};

/** Where being refused leaves a row in the access log: somebody tried to look in an emergency. */
export const REFUSAL_IS_KEPT: readonly string[] = ['POST /api/emergency-access'];

/** Operations that end sessions, change passwords or open a child in an emergency: each asks with a person of its own, whom nothing else is asked of. */
export function changesThePerson(operation: Operation): boolean {
  return operation.path.startsWith('/api/session') || operation.name === 'POST /api/emergency-access';
}
