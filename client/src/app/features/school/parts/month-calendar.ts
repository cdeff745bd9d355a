import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import {
  dayOf,
  daysOfMonth,
  isSchoolDay,
  isWeekday,
  liesIn,
  termOn,
  weekdayOf,
  type Day,
  type SchoolCalendar,
} from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import type { CalendarMonth } from '../data/asking.js';

type Kind = 'school' | 'off' | 'worked' | 'weekend' | 'outside';

interface Cell {
  day: Day;
  date: number;
  kind: Kind;
}

/** One month on a page of the year: school days, days off, days worked in exchange, and whether the month asks for talks. */
@Component({
  selector: 'tx-month-calendar',
  template: `
    <h3>{{ days.month(month().month) }}</h3>
    <div class="grid" aria-hidden="true">
      @for (name of weekdays(); track $index) {
        <span class="weekday">{{ name }}</span>
      }
      @for (cell of cells(); track cell.day; let first = $first) {
        <span
          class="day"
          [class]="cell.kind"
          [class.today]="cell.day === today()"
          [style.grid-column-start]="first ? start() : null"
          >{{ cell.date }}</span
        >
      }
    </div>
    <p [class.quiet]="!month().asks">{{ words() }}</p>
  `,
  styleUrl: './month-calendar.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MonthCalendar {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly today = inject(Session).today;
  readonly month = input.required<CalendarMonth>();
  readonly calendar = input.required<SchoolCalendar>();

  protected readonly weekdays = computed(() =>
    [1, 2, 3, 4, 5, 6, 7].map((day) => this.t(`school.calendar.weekdays.${day}`)),
  );
  protected readonly start = computed(() => weekdayOf(daysOfMonth(this.month().month).from));
  protected readonly cells = computed<readonly Cell[]>(() => {
    const { month } = this.month();
    const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
    return Array.from({ length: 31 }, (_, index) => dayOf(year, number, index + 1))
      .filter((day) => day !== null)
      .map((day, index) => ({ day, date: index + 1, kind: this.kindOf(day) }));
  });
  protected readonly words = computed(() => {
    const { schoolDays, asks, inTerm } = this.month();
    if (!inTerm) return this.t('school.calendar.noTerm');
    return this.t(asks ? 'school.calendar.asks' : 'school.calendar.asksNothing', { count: schoolDays });
  });

  private kindOf(day: Day): Kind {
    const calendar = this.calendar();
    if (calendar.holidays.some((range) => liesIn(day, range)) && !calendar.workdays.some((range) => liesIn(day, range)))
      return 'off';
    if (!termOn(calendar, day)) return 'outside';
    if (!isSchoolDay(calendar, day)) return 'weekend';
    return isWeekday(day) ? 'school' : 'worked';
  }
}
