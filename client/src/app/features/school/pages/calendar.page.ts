import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { schoolYearName, type CalendarDaysView, type TermView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { calendarOf, monthsOf } from '../data/asking.js';
import { SchoolApi } from '../data/school.api.js';
import { MonthCalendar } from '../parts/month-calendar.js';
import type { DaysSheetData } from '../parts/days.sheet.js';
import type { TermSheetData } from '../parts/term.sheet.js';

/** The school's year: its two terms, the days off and the days worked in exchange, month by month. */
@Component({
  selector: 'tx-calendar-page',
  imports: [EmptyState, FilterChips, Icon, MatButton, MatIconButton, MonthCalendar, PageHeader, States],
  templateUrl: './calendar.page.html',
  styleUrl: './calendar.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CalendarPage {
  protected readonly t = translate();
  protected readonly dayWords = inject(DayWords);
  private readonly api = inject(SchoolApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  /** The calendar year the school year begins in, from the address. */
  readonly year = input<string>();

  private readonly terms = this.api.terms();
  private readonly days = this.api.days();
  protected readonly reading = together([this.terms, this.days]);

  /** The school year of today: that of the last term that has begun, else by the first of September. */
  private readonly present = computed(() => {
    const today = this.session.today();
    const begun = this.terms.value()?.items.find(({ from }) => from <= today);
    const year = Number(today.slice(0, 4));
    return begun?.startYear ?? (today.slice(5) >= '09-01' ? year : year - 1);
  });
  protected readonly schoolYear = computed(() => {
    const wanted = Number(this.year());
    return Number.isInteger(wanted) && wanted >= 2000 && wanted <= 2100 ? wanted : this.present();
  });
  protected readonly years = computed(() => {
    const known = (this.terms.value()?.items ?? []).map(({ startYear }) => startYear);
    const all = new Set([...known, this.present(), this.present() + 1, this.schoolYear()]);
    return [...all].sort().map((year) => ({ value: String(year), text: schoolYearName(year) }));
  });
  protected readonly calendar = computed(() => calendarOf(this.terms.value()?.items ?? [], this.days.value() ?? []));
  protected readonly months = computed(() =>
    monthsOf(this.calendar(), this.schoolYear()).filter(
      ({ inTerm, month }) => inTerm || !(month.endsWith('-07') || month.endsWith('-08')),
    ),
  );
  protected readonly ordinals = computed(() =>
    ([1, 2] as const).map((ordinal) => ({
      ordinal,
      term: this.terms.value()?.items.find((term) => term.startYear === this.schoolYear() && term.ordinal === ordinal),
    })),
  );
  protected readonly daysOfYear = computed(() => {
    const [from, to] = [`${this.schoolYear()}-08-01`, `${this.schoolYear() + 1}-07-31`];
    return (this.days.value() ?? []).filter((one) => one.from <= to && one.to >= from);
  });

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() > before)
        untracked(() => {
          this.terms.reload();
          this.days.reload();
        });
    });
  }

  protected show(year: string): void {
    void this.router.navigate([], { queryParams: { year } });
  }

  protected range(days: { from: string; to: string }): string {
    const from = this.dayWords.date(days.from);
    return days.from === days.to ? from : this.t('school.range', { from, to: this.dayWords.date(days.to) });
  }

  protected async openTerm(ordinal: 1 | 2, term?: TermView): Promise<void> {
    const { TermSheet } = await import('../parts/term.sheet.js');
    await this.sheets.open<InstanceType<typeof TermSheet>, TermSheetData>(TermSheet, {
      data: {
        schoolYear: this.schoolYear(),
        ordinal,
        term,
        terms: this.terms.value()?.items ?? [],
        days: this.days.value() ?? [],
      },
    });
  }

  protected async openDays(days?: CalendarDaysView): Promise<void> {
    const { DaysSheet } = await import('../parts/days.sheet.js');
    await this.sheets.open<InstanceType<typeof DaysSheet>, DaysSheetData>(DaysSheet, { data: { days } });
  }

  protected async openPublicHolidays(): Promise<void> {
    const { PublicHolidaysSheet } = await import('../parts/public-holidays.sheet.js');
    await this.sheets.open<InstanceType<typeof PublicHolidaysSheet>, number>(PublicHolidaysSheet, {
      data: this.schoolYear() === this.present() ? Number(this.session.today().slice(0, 4)) : this.schoolYear() + 1,
    });
  }
}
