import type { Role, ViewerFacts } from '@tongxin/shared';

/** A request that may be sent again: the same key and body gives the first answer, once. */
export interface RetryKey {
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** The person who asks, for one request: who they are, for which school, what they hold today. Nothing is read or written without one. */
export interface Viewer extends ViewerFacts {
  readonly accountId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly name: string;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly schoolKind: 'school' | 'bureau';
  readonly schoolSystem: '63' | '54';
  readonly timeZone: string;
  /** Today in the school's time zone. */
  readonly today: string;
  /** The instant of the request. */
  readonly now: Date;
  readonly requestId: string | null;
  readonly retryKey: RetryKey | null;
}

/** What `app.viewer_of` answers for a session's token. */
export interface SessionRow {
  sessionId: string;
  accountId: string;
  username: string;
  id: string;
  name: string;
  schoolId: string;
  schoolName: string;
  schoolKind: 'school' | 'bureau';
  schoolSystem: '63' | '54';
  timeZone: string;
  today: string;
  rotate: boolean;
  grantedRoles: Role[];
  assignments: { classId: string; role: 'headTeacher' | 'deputy' | 'subjectTeacher'; current: boolean }[];
}

/**
 * Who holds which roles follows from dated rows: a class assignment makes a head teacher or subject teacher, also for the 30 days after its end,
 * in which the former head teacher still reads own entries but heads no class any more.
 */
export function toViewer(
  row: SessionRow,
  request: { now: Date; requestId: string; retryKey: RetryKey | null },
): Viewer {
  const heads = row.assignments.filter((assignment) => assignment.role !== 'subjectTeacher');
  const teaches = row.assignments.filter((assignment) => assignment.role === 'subjectTeacher');
  const current = (assignments: SessionRow['assignments']): string[] => [
    ...new Set(assignments.filter((assignment) => assignment.current).map((assignment) => assignment.classId)),
  ];
  const roles: Role[] = [...row.grantedRoles];
  if (heads.length > 0) roles.unshift('headTeacher');
  if (current(teaches).length > 0) roles.push('subjectTeacher');
  const { rotate: _rotate, grantedRoles: _grantedRoles, assignments: _assignments, ...person } = row;
  return { ...person, roles, headedClassIds: current(heads), taughtClassIds: current(teaches), ...request };
}

/** The product itself at work for a school, for jobs: no roles, so the policy grants it nothing; it acts in the name of `actorId`. */
export function jobViewer(job: {
  schoolId: string;
  actorId: string;
  timeZone: string;
  schoolSystem: '63' | '54';
  today: string;
  now: Date;
}): Viewer {
  return {
    id: job.actorId,
    accountId: job.actorId,
    sessionId: job.actorId,
    username: '',
    name: '',
    schoolId: job.schoolId,
    schoolName: '',
    schoolKind: 'school',
    schoolSystem: job.schoolSystem,
    timeZone: job.timeZone,
    today: job.today,
    now: job.now,
    roles: [],
    headedClassIds: [],
    taughtClassIds: [],
    requestId: null,
    retryKey: null,
  };
}
