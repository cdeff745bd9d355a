import {
  CARE_FILE_STATUSES,
  CATEGORY_CODES,
  addMonthsToMonth,
  monthOf,
  type CategoryCode,
  type Day,
  type StudentSearchRequest,
} from '@tongxin/shared';
import type { DutyFilter } from './students.api.js';

/** What is still to be done for a child: nobody ever cared, a window closed with nothing, a window still open. */
export const DUTY_CHOICES = ['never', 'overdue', 'due'] as const;
/** Cards nobody has made sure of in this term or since they changed, and the others. */
export const CARD_CHOICES = ['stale', 'fresh'] as const;
export type DutyChoice = (typeof DUTY_CHOICES)[number];

/** What narrows the list; '' means all. Everything but the words stands in the address. */
export interface StudentFilter {
  classId: string;
  category: string;
  status: string;
  /** At least so urgent. */
  urgency: string;
  /** Whether the contact card is to be checked again. */
  card: string;
  due: DutyChoice | '';
}

/** The query parameters of the address, taken only where they make sense. */
export function filterOf(params: Partial<Record<keyof StudentFilter, string | undefined>>): StudentFilter {
  const known = <Choice extends string>(choices: readonly Choice[], value: string | undefined) =>
    choices.find((choice) => choice === value) ?? '';
  return {
    classId: params.classId ?? '',
    category: known(CATEGORY_CODES, params.category),
    status: known(CARE_FILE_STATUSES, params.status),
    urgency: known(['raised', 'high'], params.urgency),
    card: known(CARD_CHOICES, params.card),
    due: known(DUTY_CHOICES, params.due),
  };
}

/** The filter as query parameters; what is not chosen is left out. */
export function paramsOf(filter: StudentFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** The body of the search. */
export function searchOf(filter: StudentFilter, words: string): StudentSearchRequest {
  const query = words.trim();
  return {
    ...(query ? { query } : {}),
    ...(filter.classId ? { classId: filter.classId } : {}),
    ...(filter.category ? { categories: [filter.category as CategoryCode] } : {}),
    ...(filter.status ? { status: filter.status as NonNullable<StudentSearchRequest['status']> } : {}),
    ...(filter.urgency ? { urgency: filter.urgency as NonNullable<StudentSearchRequest['urgency']> } : {}),
    ...(filter.card ? { card: filter.card as NonNullable<StudentSearchRequest['card']> } : {}),
    limit: 50,
    total: true,
  };
}

/**
 * The duties behind a choice. What is due is computed by standard and month, so categories and words do not narrow it. What is
 * overdue stays so until the term ends: the months of the term are looked into, the present one first.
 */
export function dutiesOf(filter: StudentFilter, today: Day, termFrom: Day | null): DutyFilter | undefined {
  if (!filter.due) return undefined;
  const months = [monthOf(today)];
  const first = filter.due === 'overdue' && termFrom !== null && termFrom <= today ? monthOf(termFrom) : monthOf(today);
  for (let month = monthOf(today); month > first; month = addMonthsToMonth(month, -1))
    months.push(addMonthsToMonth(month, -1));
  return {
    months,
    ...(filter.due === 'never' ? { neverCaredFor: true } : { status: filter.due }),
    ...(filter.classId ? { classId: filter.classId } : {}),
  };
}
