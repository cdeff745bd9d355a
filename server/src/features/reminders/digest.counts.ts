/** What waits for one person on one day, as figures; never who it is about. */
export interface DigestCounts {
  /** Children somebody still has to talk with in the running window. */
  readonly talksDue: number;
  /** Contact cards still to be checked. */
  readonly cardsDue: number;
  /** Talks and cards whose window has closed. */
  readonly overdue: number;
  /** What was promised to children for today or before. */
  readonly followUps: number;
  /** Urgent concerns nobody has taken. */
  readonly urgent: number;
  /** What waits for this person's yes or no. */
  readonly approvals: number;
}

export const COUNTED = ['urgent', 'overdue', 'talksDue', 'cardsDue', 'followUps', 'approvals'] as const;

/** Whether there is anything to say; a day on which nothing waits brings no message. */
export function hasSomething(counts: DigestCounts): boolean {
  return COUNTED.some((name) => counts[name] > 0);
}
