import {
  addDays,
  CARE_FILE_REASONS,
  LIMITS,
  type CareFileReason,
  type CareFileStatus,
  type Day,
  type UrgencyLevel,
} from '@tongxin/shared';
import { ConflictError, type FieldProblem } from '../../platform/errors/domain-error.js';

/** How a care file may go on: it rests, closes, goes with the child to another school, and opens again where the child needs care again or comes back. */
const NEXT: Readonly<Record<CareFileStatus, readonly CareFileStatus[]>> = {
  open: ['paused', 'closed', 'transferred'],
  paused: ['open', 'closed', 'transferred'],
  closed: ['open'],
  transferred: ['open'],
};

/** What somebody wants a care file to become, as it was asked for. */
export interface WantedStep {
  readonly status: CareFileStatus;
  readonly reasonCode?: CareFileReason | undefined;
  readonly reason?: string | undefined;
  readonly toSchool?: string | undefined;
}

/** @throws ConflictError `careFile.wrongStep` where a file of one status does not become the other */
export function assertMayBecome(from: CareFileStatus, to: CareFileStatus): void {
  if (!NEXT[from].includes(to)) throw new ConflictError('careFile.wrongStep');
}

/**
 * Every step has a reason that fits it, in words where it is another than those of the list; only who leaves for another school has a school to name.
 * @returns what is wrong with the request, at its fields
 */
export function stepProblems({ status, reasonCode = 'other', reason, toSchool }: WantedStep): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const fitting: readonly CareFileReason[] = CARE_FILE_REASONS[status];
  if (!fitting.includes(reasonCode))
    problems.push({ pointer: '/reasonCode', code: 'careFile.reasonUnfit', params: {} });
  if (reasonCode === 'other' && reason === undefined)
    problems.push({ pointer: '/reason', code: 'field.required', params: {} });
  if (status === 'transferred' && toSchool === undefined)
    problems.push({ pointer: '/toSchool', code: 'field.required', params: {} });
  if (status !== 'transferred' && toSchool !== undefined)
    problems.push({ pointer: '/toSchool', code: 'field.unknown', params: {} });
  return problems;
}

/**
 * Categories begin in a file that is open or rests.
 * @throws ConflictError `careFile.notOpen`
 */
export function assertTakesCategories(status: CareFileStatus): void {
  if (!isInCare(status)) throw new ConflictError('careFile.notOpen');
}

/** A file that is open or rests; one that is closed, or went with the child, asks for nothing. */
export function isInCare(status: CareFileStatus): boolean {
  return status === 'open' || status === 'paused';
}

/**
 * What is more urgent than usual is looked at again on a day ahead, within half a year; what is as usual on none.
 * @returns what is wrong with the day of review
 */
export function reviewProblems(level: UrgencyLevel, reviewOn: Day | undefined, today: Day): FieldProblem[] {
  const at = (code: FieldProblem['code'], params: Record<string, string> = {}): FieldProblem[] => [
    { pointer: '/reviewOn', code, params },
  ];
  if (level === 'normal') return reviewOn === undefined ? [] : at('field.unknown');
  if (reviewOn === undefined) return at('field.required');
  if (reviewOn <= today) return at('urgency.reviewNotAhead');
  const last = addDays(today, LIMITS.urgencyReviewDays);
  return reviewOn > last ? at('urgency.reviewTooFar', { until: last }) : [];
}
