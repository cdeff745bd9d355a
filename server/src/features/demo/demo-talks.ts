import {
  addDays,
  addMonthsToMonth,
  daysBetween,
  earlier,
  isWorkday,
  later,
  monthlyWindows,
  monthOf,
  type Concern,
  type Day,
  type DayRange,
  type Mood,
  type SchoolCalendar,
  type TalkMode,
  type TalkPlace,
  type TalkTopic,
} from '@tongxin/shared';
import { Chance, idOf } from './chance.js';
import type { DemoChild } from './demo-children.js';
import { TALK_WORDS, WORDS_OF_ATTEMPTS, WORDS_OF_DANGER, type TalkWords } from './talk-words/index.js';

/** A child as the demo's talks see it: with the day its care file was opened. */
export interface ChildOnFile {
  readonly child: DemoChild;
  readonly openedOn: Day;
}

/** A talk of the demo; the author is whoever headed the child's class on that day. */
export interface DemoTalk {
  readonly id: string;
  readonly childId: string;
  readonly heldOn: Day;
  /** In the school's own time, `2026-11-23T17:20:00+08:00`. */
  readonly typedAt: string;
  readonly reached: boolean;
  readonly details: {
    readonly place: TalkPlace;
    readonly mode: TalkMode;
    readonly topics: readonly TalkTopic[];
    readonly mood: Mood | null;
    readonly summary: string;
    readonly guardianTold: boolean;
  };
  readonly concern: Concern;
  readonly followUp: { readonly on: Day; readonly text: string; readonly doneAt: string | null } | null;
  readonly addendum: { readonly id: string; readonly text: string; readonly addedAt: string } | null;
}

/** When and how a child is talked with in one month. */
interface Meeting {
  readonly heldOn: Day;
  readonly typedAt: string;
  readonly reached: boolean;
}

/** Above 1, more talks are held early in a month; at 1.3 half of them by the 13th. */
const EARLY_IN_THE_MONTH = 1.3;
/** Follow-ups older than this have been seen to, but for one in six; after so many days all of them. */
const DAYS_TO_FOLLOW_UP = 4;
const DAYS_TO_FOLLOW_UP_AT_LAST = 21;

/**
 * The talks of one class: month by month through the windows the school asks for, each child as its habit is, no note twice in a class as
 * long as there are others. What is planned for a month never depends on the day of loading, so a later start adds only what is missing.
 * @param children of one class
 * @param range from the first month to look at to today; nothing typed after `now` is there yet
 * @param now in the form of `typedAt`
 */
export function talksOfClass(
  children: readonly ChildOnFile[],
  calendar: SchoolCalendar,
  range: DayRange,
  now: string,
): DemoTalk[] {
  const talks: DemoTalk[] = [];
  const used = new Set<string>();
  for (let month = monthOf(range.from); month <= monthOf(range.to); month = addMonthsToMonth(month, 1)) {
    for (const window of monthlyWindows(calendar, month)) {
      for (const { child, openedOn } of children) {
        const meeting = meetingOf(child, openedOn, window, calendar);
        if (!meeting) continue;
        const chance = Chance.of('words', child.id, window.from.slice(0, 7));
        const words = meeting.reached ? wordsFor(child, meeting.heldOn, chance, used) : chance.pick(WORDS_OF_ATTEMPTS);
        if (meeting.typedAt <= now) talks.push(toTalk(child, meeting, words, chance, range.to, now));
      }
    }
  }
  return talks;
}

/**
 * A talk in which a child may be in danger, which nobody of the department has taken yet.
 * @param today the talk was a school day or two ago, or today where the day is far enough on
 */
export function urgentTalk(child: DemoChild, calendar: SchoolCalendar, today: Day, order: number): DemoTalk {
  let heldOn = addDays(today, -1);
  while (!isWorkday(calendar, heldOn)) heldOn = addDays(heldOn, -1);
  const typedAt = `${heldOn}T16:${10 + order}:00+08:00`;
  const words = WORDS_OF_DANGER[order % WORDS_OF_DANGER.length]!;
  const id = idOf('urgent', child.id, monthOf(today));
  return { ...toTalk(child, { heldOn, typedAt, reached: true }, words, Chance.of(id), today, typedAt), id };
}

/** How a child fares in one month; null where nobody talked with it. */
function meetingOf(child: DemoChild, openedOn: Day, window: DayRange, calendar: SchoolCalendar): Meeting | null {
  const chance = Chance.of('talked', child.id, window.from.slice(0, 7));
  const fate = fateOf(child, chance);
  if (fate === 'none' || openedOn > addDays(window.to, -7)) return null;
  const first = later(window.from, addDays(openedOn, 1));
  const length = daysBetween(first, window.to);
  // Those typed in afterwards were held in its last days.
  let heldOn =
    fate === 'late'
      ? addDays(window.to, -chance.whole(1, Math.min(6, length)))
      : addDays(first, Math.round(chance.next() ** EARLY_IN_THE_MONTH * length));
  while (!isWorkday(calendar, heldOn) && heldOn > first) heldOn = addDays(heldOn, -1);
  while (!isWorkday(calendar, heldOn)) heldOn = addDays(heldOn, 1);
  const typedOn =
    fate === 'late'
      ? addDays(window.to, chance.whole(1, 4))
      : earlier(window.to, addDays(heldOn, chance.happens(0.8) ? 0 : chance.whole(1, 2)));
  const typedAt = `${typedOn}T${chance.pick(['12', '15', '16', '17', '19', '20'])}:${chance.whole(10, 59)}:00+08:00`;
  return { heldOn, typedAt, reached: fate !== 'missed' };
}

type Fate = 'held' | 'late' | 'missed' | 'none';

function fateOf(child: DemoChild, chance: Chance): Fate {
  if (child.status !== 'open') return 'none';
  switch (child.habit) {
    case 'never':
      return 'none';
    case 'late':
      return 'late';
    case 'patchy':
      return chance.weighted({ held: 6, late: 1, missed: 1, none: 2 });
    case 'steady':
      return chance.weighted({ held: 90, late: 6, missed: 1, none: 3 });
  }
}

/** In every second class there is a child to whom the teacher always means to come back. */
const comesBack = ({ place, cohort }: DemoChild): boolean => place === 4 && cohort.number === 2;

/** A note that suits the child, its grade and the month, and has not been used in the class yet where there is one. */
function wordsFor(child: DemoChild, heldOn: Day, chance: Chance, used: Set<string>): TalkWords {
  const month = Number(heldOn.slice(5, 7));
  const grade = Number(heldOn.slice(0, 4)) - child.cohort.entryYear + (month >= 8 ? 1 : 0);
  const suits = ({ about, grades, months }: TalkWords): boolean =>
    (about === undefined || child.household.circumstances.includes(about)) &&
    (grades === undefined || (grade >= grades[0] && grade <= grades[1])) &&
    (months === undefined || months.includes(month));
  const fitting = TALK_WORDS.filter((words) => suits(words) && (!comesBack(child) || words.followUp !== undefined));
  const fresh = fitting.filter(({ words }) => !used.has(words));
  const own = fresh.filter(({ about }) => about !== undefined);
  const choice = chance.pick(own.length > 0 && chance.happens(0.6) ? own : fresh.length > 0 ? fresh : fitting);
  used.add(choice.words);
  return choice;
}

function toTalk(
  child: DemoChild,
  { heldOn, typedAt, reached }: Meeting,
  words: TalkWords,
  chance: Chance,
  today: Day,
  now: string,
): DemoTalk {
  const id = idOf('talk', child.id, monthOf(heldOn));
  const inWords = (text: string): string => withChild(text, child);
  const followUpOn = addDays(heldOn, comesBack(child) ? chance.whole(20, 33) : chance.whole(5, 12));
  const takesLonger = chance.happens(1 / 6) || comesBack(child);
  const seenTo = followUpOn <= addDays(today, -(takesLonger ? DAYS_TO_FOLLOW_UP_AT_LAST : DAYS_TO_FOLLOW_UP));
  const addedAt = `${addDays(heldOn, chance.whole(3, 9))}T17:${chance.whole(10, 59)}:00+08:00`;
  return {
    id,
    childId: child.id,
    heldOn,
    typedAt,
    reached,
    details: {
      place: words.place ?? 'classroom',
      mode: words.mode ?? 'faceToFace',
      topics: words.topics,
      mood: reached ? words.mood : null,
      summary: inWords(words.words),
      guardianTold: words.guardianTold ?? false,
    },
    concern: words.concern ?? 'none',
    followUp: words.followUp
      ? {
          on: followUpOn,
          text: inWords(words.followUp),
          doneAt: seenTo ? `${followUpOn}T16:40:00+08:00` : null,
        }
      : null,
    addendum:
      words.later && addedAt <= now && addedAt > typedAt
        ? { id: idOf('addendum', id), text: inWords(words.later), addedAt }
        : null,
  };
}

/** Puts what is the child's own into a note. */
function withChild(text: string, { name, sex, household: { said } }: DemoChild): string {
  const own: Readonly<Record<string, string>> = {
    名: name.called,
    他: sex === 'male' ? '他' : '她',
    照料人: said.caregiver,
    远方: said.away,
    城市: said.city,
    同住: said.present,
    不同住: said.absent,
  };
  return text.replace(/\{(.+?)\}/gu, (place, key: string) => own[key] ?? place);
}
