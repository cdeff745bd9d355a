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
  /** When this session began: what is grave asks for a recent sign-in. */
  readonly signedInAt: Date;
  /** Whether the notice on confidentiality is accepted; until then the account does nothing else. */
  readonly noticeAccepted: boolean;
  /** Whether the account has a second factor. */
  readonly secondFactor: boolean;
  /** The children opened in an emergency, each with the one kind of record, for 60 minutes. */
  readonly emergencies: readonly Emergency[];
  readonly requestId: string | null;
  readonly retryKey: RetryKey | null;
  /** How far the database's log was at this person's last change, where there is a replica and the browser still says so. */
  readonly writtenAt?: string | null;
}

/** One child and one kind of record opened in an emergency; still open at the instant of the request. */
export interface Emergency {
  readonly studentId: string;
  readonly kind: 'studentFile' | 'contactCard' | 'talks';
  readonly until: string;
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
  /** When the answer would be another one although nothing was changed; only for a session's token. */
  until?: string;
  signedInAt: string;
  noticeAccepted: boolean;
  secondFactor: boolean;
  emergencies: Emergency[];
  grantedRoles: Role[];
  assignments: { classId: string; role: 'headTeacher' | 'deputy' | 'subjectTeacher'; current: boolean }[];
}

/** What of a viewer is the same for every request of a session, as long as nothing changes. */
type Person = Omit<Viewer, 'now' | 'requestId' | 'retryKey'>;

/** A session's row is kept for a second; who it makes of the person is worked out once for it. */
const people = new WeakMap<SessionRow, Person>();

/** @returns the viewer of one request of a session */
export function toViewer(row: SessionRow, request: Pick<Viewer, 'now' | 'requestId' | 'retryKey'>): Viewer {
  const known = people.get(row);
  if (known) return { ...known, ...request };
  const person = personOf(row);
  people.set(row, person);
  return { ...person, ...request };
}

/**
 * Who holds which roles follows from dated rows: a class assignment makes a head teacher or subject teacher, also for the 30 days after its end,
 * in which the former head teacher still reads own entries but heads no class any more.
 */
function personOf(row: SessionRow): Person {
  const heads = row.assignments.filter((assignment) => assignment.role !== 'subjectTeacher');
  const teaches = row.assignments.filter((assignment) => assignment.role === 'subjectTeacher');
  const current = (assignments: SessionRow['assignments']): string[] => [
    ...new Set(assignments.filter((assignment) => assignment.current).map((assignment) => assignment.classId)),
  ];
  const roles: Role[] = [...row.grantedRoles];
  if (heads.length > 0) roles.unshift('headTeacher');
  if (current(teaches).length > 0) roles.push('subjectTeacher');
  const {
    rotate: _rotate,
    until: _until,
    grantedRoles: _grantedRoles,
    assignments: _assignments,
    signedInAt,
    ...person
  } = row;
  return {
    ...person,
    signedInAt: new Date(signedInAt),
    roles,
    headedClassIds: current(heads),
    taughtClassIds: current(teaches),
  };
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
    signedInAt: job.now,
    noticeAccepted: true,
    secondFactor: false,
    emergencies: [],
    roles: [],
    headedClassIds: [],
    taughtClassIds: [],
    requestId: null,
    retryKey: null,
  };
}
