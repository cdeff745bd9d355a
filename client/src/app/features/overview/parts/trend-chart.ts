import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { schoolYearName, type DutySummary, type DutyTrend } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { toParams, type DutyListFilter } from '../data/duty-lists.js';
import { percentOf } from '../data/share.js';

/** The last months, whatever school year they are in. */
const LATEST = '';

/**
 * The talks held of those asked, one column a month: the last months, or one of the school years; what the same month of the year before
 * came to stands as a line across its column. All figures open their lists.
 */
@Component({
  selector: 'tx-trend-chart',
  imports: [FilterChips, RouterLink],
  templateUrl: './trend-chart.html',
  styleUrl: './trend-chart.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendChart {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  readonly month = input.required<string>();
  readonly trend = input.required<DutySummary['trend']>();
  /** This school year and the last; read after the rest of the page. */
  readonly years = input<DutyTrend['years']>([]);

  protected readonly year = linkedSignal({ source: this.month, computation: () => LATEST });
  protected readonly choices = computed<FilterChoice[]>(() => {
    const years = this.years().filter(({ months }) => months.length > 0);
    return years.length < 2
      ? []
      : [
          { value: LATEST, text: this.t('overview.trend.latest') },
          ...years.map(({ schoolYear }) => ({ value: String(schoolYear), text: schoolYearName(schoolYear) })),
        ];
  });
  private readonly points = computed(() =>
    this.year() === LATEST
      ? this.trend()
      : (this.years().find(({ schoolYear }) => String(schoolYear) === this.year())?.months ?? []),
  );
  private readonly known = computed(
    () => new Map(this.years().flatMap(({ months }) => months.map((point) => [point.month, point] as const))),
  );
  protected readonly columns = computed(() =>
    this.points().map(({ month, expected, done }) => {
      const filter: DutyListFilter = { month, status: 'asked', standard: 'monthlyTalk' };
      const before = this.known().get(yearBefore(month));
      return {
        month,
        name: this.days.month(month),
        short: this.shortName(month),
        percent: percentOf(done, expected),
        before: before ? percentOf(before.done, before.expected) : null,
        expected,
        done,
        asked: toParams(filter),
        held: toParams({ ...filter, status: 'done' }),
      };
    }),
  );
  protected readonly hasBefore = computed(() => this.columns().some(({ before }) => before !== null));

  /** A column has room for `11月` or `Nov`. */
  private shortName(month: string): string {
    return this.texts.language() === 'en' ? this.days.month(month).slice(0, 3) : `${Number(month.slice(5))}月`;
  }
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}
