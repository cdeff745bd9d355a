import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { addMonthsToMonth, monthOf, type DutySummary } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import type { Reading } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { OverviewApi } from '../data/overview.api.js';
import type { ClassCoverage } from '../data/reminders.js';
import { CardFreshness } from '../parts/card-freshness.js';
import { ClassProgress } from '../parts/class-progress.js';
import { MonthSwitch } from '../parts/month-switch.js';
import { NeverCared } from '../parts/never-cared.js';
import type { ReminderData } from '../parts/reminder.sheet.js';
import { SideFigures } from '../parts/side-figures.js';
import { StandardCard } from '../parts/standard-card.js';
import { TrendChart } from '../parts/trend-chart.js';
import { UrgentStrip } from '../parts/urgent-strip.js';

/** How many of the children nobody has reached are named on the page itself. */
const NAMED_CHILDREN = 6;
/** How the order "most open first" stands in the address. */
const MOST_OPEN = 'open';
const REMINDING_ROLES = ['moralEducation', 'principal', 'office'];

/** Is the work done: the children nobody cares for first, then each standard, the last months, and class by class. */
@Component({
  selector: 'tx-overview-page',
  imports: [
    CardFreshness,
    ClassProgress,
    EmptyState,
    FilterChips,
    Icon,
    MatButton,
    MonthSwitch,
    NeverCared,
    PageHeader,
    RouterLink,
    SideFigures,
    StandardCard,
    States,
    TrendChart,
    UrgentStrip,
  ],
  templateUrl: './overview.page.html',
  styleUrl: './overview.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(OverviewApi);
  private readonly classes = inject(ClassWords);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  private readonly sheets = inject(Sheets);

  /** From the address: the month (YYYY-MM), the standard that the classes are shown for, and their order. */
  readonly month = input<string>();
  readonly standard = input<string>();
  readonly order = input<string>();

  protected readonly thisMonth = computed(() => monthOf(this.session.today()));
  protected readonly shownMonth = computed(() => {
    const asked = this.month();
    const valid = asked !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) && asked <= this.thisMonth();
    return valid ? asked : this.thisMonth();
  });
  protected readonly monthBefore = computed(() => addMonthsToMonth(this.shownMonth(), -1));
  /** The month to ask for; none is named for the present one. */
  private readonly askedMonth = computed(() =>
    this.shownMonth() === this.thisMonth() ? undefined : this.shownMonth(),
  );
  protected readonly summary = this.api.summary(() => ({ month: this.askedMonth() }));
  private readonly ofStandard = this.api.summary(() => {
    const standard = this.standard();
    return standard ? { month: this.askedMonth(), standard } : undefined;
  });
  protected readonly concerns = this.api.urgentConcerns(() => this.session.may('urgentConcern.view'));
  protected readonly exemptions = this.api.exemptions(() => this.session.may('exemption.view'));
  protected readonly approvals = this.api.approvals(() => this.session.may('approval.decide'));
  /** Once what stands above the month has been answered: what comes in between would push the month down under a finger. */
  protected readonly settled = linkedSignal<boolean, boolean>({
    source: () => [this.concerns, this.exemptions, this.approvals].every((reading) => !reading.loading()),
    computation: (now, before) => now || before?.value === true,
  });
  protected readonly shown: Reading<DutySummary> = {
    ...this.summary,
    value: computed(() => (this.settled() ? this.summary.value() : undefined)),
    loading: computed(() => this.summary.loading() || !this.settled()),
  };
  /** Null where the person is not told, or where there is no child with a care file of whom it could be said. */
  protected readonly neverCaredFor = computed(() => {
    const count = this.summary.value()?.neverCaredFor ?? null;
    return count === 0 && this.nothingAsked() ? null : count;
  });
  protected readonly neverCared = this.api.firstNeverCaredFor(() => (this.neverCaredFor() ?? 0) > 0, NAMED_CHILDREN);
  protected readonly years = this.api.trend(() => this.askedMonth());
  protected readonly cardsAsked = computed(() =>
    (this.summary.value()?.byClass ?? []).some(({ cards }) => cards.fresh + cards.stale > 0),
  );
  protected readonly nothingAsked = computed(() => {
    const summary = this.summary.value();
    return !!summary && summary.byStandard.every(({ expected, exempt }) => expected + exempt === 0);
  });
  protected readonly trendShown = computed(() => (this.summary.value()?.trend.length ?? 0) > 1);

  protected readonly standards = computed<readonly FilterChoice[]>(() => [
    { value: '', text: this.t('overview.classes.all') },
    ...(this.summary.value()?.byStandard ?? []).map(({ code }) => ({ value: code, text: this.t(`standards.${code}`) })),
  ]);
  protected readonly orders = computed<readonly FilterChoice[]>(() => [
    { value: '', text: this.t('overview.classes.byClass') },
    { value: MOST_OPEN, text: this.t('overview.classes.byOverdue'), icon: 'sort' },
  ]);
  private readonly coverage = computed(
    () => (this.standard() ? this.ofStandard.value() : this.summary.value())?.byClass ?? [],
  );
  protected readonly byClass = computed(() =>
    this.order() === MOST_OPEN ? [...this.coverage()].sort(compareOpen) : this.coverage(),
  );
  protected readonly remindable = computed(() =>
    (this.session.view()?.roles ?? []).some((role) => REMINDING_ROLES.includes(role)),
  );
  protected readonly line = computed(() => {
    const headed = this.session.view()?.headedClasses ?? [];
    return this.remindable() || headed.length === 0
      ? this.session.view()?.school.name
      : headed.map((one) => this.classes.label(one)).join(' · ');
  });

  protected show(query: { standard?: string; order?: string }): void {
    const queryParams = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true, scroll: 'manual' });
  }

  /** Shows a neutral reminder for these classes, to be copied; nothing is sent from here. */
  protected async remind(coverage: readonly ClassCoverage[]): Promise<void> {
    const { ReminderSheet } = await import('../parts/reminder.sheet.js');
    await this.sheets.open<InstanceType<typeof ReminderSheet>, ReminderData>(ReminderSheet, {
      data: { month: this.shownMonth(), coverage },
    });
  }
}

function compareOpen(one: ClassCoverage, other: ClassCoverage): number {
  return other.overdue - one.overdue || other.due - one.due;
}
