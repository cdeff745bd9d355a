import type { DutyView, StudentView, UrgentConcernView } from '@tongxin/shared';

/** What must be seen first about a child, the most pressing first. */
export type Alert =
  | { kind: 'urgent'; concern: UrgentConcernView }
  | { kind: 'never' }
  | { kind: 'overdue'; duty: DutyView }
  | { kind: 'stale' };

/**
 * Urgent concerns that nobody has taken, then that nobody ever cared for the child, then what is overdue, then a contact card
 * that was not verified this term.
 */
export function alertsOf(view: StudentView, concerns: readonly UrgentConcernView[]): Alert[] {
  return [
    ...concerns.filter((one) => one.student.id === view.id).map((concern) => ({ kind: 'urgent' as const, concern })),
    ...(view.duties.some((duty) => duty.neverCaredFor) ? [{ kind: 'never' as const }] : []),
    ...view.duties.filter((duty) => duty.status === 'overdue').map((duty) => ({ kind: 'overdue' as const, duty })),
    ...(view.contactCard?.stale ? [{ kind: 'stale' as const }] : []),
  ];
}
