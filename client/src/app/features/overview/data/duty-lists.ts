import { DUTY_STATES, type DutyState } from '@tongxin/shared';

/**
 * What a list of duties shows: `asked` all but the exempt · `open` not done yet · `done` also what was typed late.
 * Each figure of the overview counts one of these.
 */
export type ListStatus = 'asked' | 'open' | 'overdue' | 'due' | 'done' | 'exempt';

export const LIST_STATUSES: readonly ListStatus[] = ['asked', 'open', 'overdue', 'due', 'done', 'exempt'];

const STATES: Record<ListStatus, readonly DutyState[]> = {
  asked: ['due', 'done', 'late', 'overdue'],
  open: ['due', 'overdue'],
  overdue: ['overdue'],
  due: ['due'],
  done: ['done', 'late'],
  exempt: ['exempt'],
};

/** In the place of a class: children who are in none. */
export const NO_CLASS = 'none';

/** The filter of a list, the same for the figure that counts it. */
export interface DutyListFilter {
  month: string;
  status: ListStatus;
  standard?: string;
  /** A class, or {@link NO_CLASS}. */
  classId?: string;
  /** Only what nobody has ever done for the child. */
  neverDone?: boolean;
  /** Instead of the month everything that has begun in the running term. */
  term?: boolean;
}

/** The same filter as the query of `/overview/list`; undefined takes a parameter away. */
export type DutyListParams = Record<
  'month' | 'status' | 'standard' | 'classId' | 'neverDone' | 'term',
  string | undefined
>;

export function toParams({ month, status, standard, classId, neverDone, term }: DutyListFilter): DutyListParams {
  return {
    month,
    status,
    standard,
    classId,
    neverDone: neverDone ? 'true' : undefined,
    term: term ? 'true' : undefined,
  };
}

/** Reads a filter out of the address of a list; what is not there or not known means "all that is asked". */
export function fromParams(params: Partial<DutyListParams>, thisMonth: string): DutyListFilter {
  return {
    month: params.month && /^\d{4}-(0[1-9]|1[0-2])$/.test(params.month) ? params.month : thisMonth,
    status: LIST_STATUSES.find((status) => status === params.status) ?? 'asked',
    ...(params.standard ? { standard: params.standard } : {}),
    ...(params.classId ? { classId: params.classId } : {}),
    ...(params.neverDone === 'true' ? { neverDone: true } : {}),
    ...(params.term === 'true' ? { term: true } : {}),
  };
}

/** Where the server gives the list, with the total so that figure and list can be compared. */
export function dutiesAddress(
  { month, status, standard, classId, neverDone, term }: DutyListFilter,
  { cursor, limit }: { cursor?: string; limit?: number } = {},
): string {
  const query = new URLSearchParams(term ? { term: 'true', total: 'true' } : { month, total: 'true' });
  for (const state of DUTY_STATES.filter((one) => STATES[status].includes(one))) query.append('status', state);
  if (standard) query.set('standard', standard);
  if (classId === NO_CLASS) query.set('withoutClass', 'true');
  else if (classId) query.set('classId', classId);
  if (neverDone) query.set('neverDone', 'true');
  if (limit) query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return `/api/duties?${query}`;
}

/** Where the server gives the children nobody has ever reached; of all classes, or of one. */
export function neverCaredForAddress({
  classId,
  cursor,
  limit,
}: { classId?: string; cursor?: string; limit?: number } = {}): string {
  const query = new URLSearchParams({ total: 'true' });
  if (classId === NO_CLASS) query.set('withoutClass', 'true');
  else if (classId) query.set('classId', classId);
  if (limit) query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return `/api/duties/never-cared-for?${query}`;
}
