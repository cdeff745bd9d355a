import { createHash } from 'node:crypto';
import { addDays, type Day, type StandardCode } from '@tongxin/shared';
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { searchKeysOf } from '../students/index.js';
import type { ReminderLanguage } from './reminder.entities.js';

/** Something with a day: what is to be done for one child, or for many together. */
export interface DatedTask {
  readonly kind: StandardCode | 'followUp';
  /** The last day on which it is in time. */
  readonly day: Day;
  readonly overdue: boolean;
  /** The child, of whose name the calendar gets the initials; null for many children together. */
  readonly child: { readonly id: string; readonly name: string } | null;
  /** How many children, where it is for many. */
  readonly count: number;
}

const WORDS: Readonly<
  Record<
    ReminderLanguage,
    { title: string; kinds: Record<DatedTask['kind'], string>; overdue: string; children: string }
  >
> = {
  'zh-CN': {
    title: '童心待办',
    kinds: { monthlyTalk: '谈心', contactCardVerified: '核对联系卡', followUp: '约好的事' },
    overdue: '已逾期',
    children: '人',
  },
  en: {
    title: 'Tongxin: due',
    kinds: { monthlyTalk: 'Talk', contactCardVerified: 'Check the contact card', followUp: 'Promise' },
    overdue: 'overdue',
    children: 'children',
  },
};

/** @returns the first letters of a name, `C.X.Y.`; whoever looks over a shoulder at a calendar learns no name */
export function initialsOf(name: string): string {
  const letters = searchKeysOf(name, []).find(({ kind }) => kind === 'initials')?.key ?? '';
  return [...letters.toUpperCase()].map((letter) => `${letter}.`).join('');
}

/**
 * The calendar a person's own calendar program reads. Whole days, nothing busy; no category, no name, no words of a talk.
 * @param now the moment of the request, for the stamps
 * @param publicUrl where the product is reached; without it the entries carry no link
 */
export function calendarDocument(
  tasks: readonly DatedTask[],
  { now, language, publicUrl }: { now: Date; language: ReminderLanguage; publicUrl: string | null },
): string {
  const words = WORDS[language];
  const calendar = ical({
    name: words.title,
    prodId: { company: 'Tongxin', product: 'Tongxin', language: language === 'en' ? 'EN' : 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const { kind, day, overdue, child, count } of tasks) {
    const what = overdue ? `${words.kinds[kind]} (${words.overdue})` : words.kinds[kind];
    calendar.createEvent({
      // The same thing keeps its place in the calendar from one reading to the next.
      id: `${createHash('sha256')
        .update(`${kind}\n${child?.id ?? ''}\n${day}`)
        .digest('hex')
        .slice(0, 32)}@tongxin`,
      summary: child ? `${what} · ${initialsOf(child.name)}` : `${what} · ${count} ${words.children}`,
      start: new Date(`${day}T00:00:00Z`),
      end: new Date(`${addDays(day, 1)}T00:00:00Z`),
      timezone: 'UTC',
      allDay: true,
      stamp: now,
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(publicUrl ? { url: child ? `${publicUrl}/students/${child.id}` : `${publicUrl}/` } : {}),
    });
  }
  return calendar.toString();
}
